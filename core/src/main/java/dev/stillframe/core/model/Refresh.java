package dev.stillframe.core.model;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request for a build of a scope, and all that has become of it. Its state is its last step.
 *
 * @param id 128 random bits, 32 lower-case hex digits
 * @param scope what is to be built
 * @param createdAt epoch milliseconds
 * @param steps what happened, oldest first; never empty, since it begins by being queued. A step's number is its place, from 1
 */
public record Refresh(String id, Scope scope, long createdAt, List<Step> steps) {
    private static final int ID_BYTES = 16;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    /** Copies the steps. */
    public Refresh {
        if (!isId(id) || steps.isEmpty()) {
            throw new IllegalArgumentException("not a refresh");
        }
        steps = List.copyOf(steps);
    }

    /** A new id. In earnest {@code random} is a {@link java.security.SecureRandom}: who knows an id may follow the build. */
    public static String newId(RandomGenerator random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** Where a refresh is. */
    public enum Status {
        /** It waits; whoever asks for the same scope joins it. */
        QUEUED,
        /** Its build has begun to read, or is about to. */
        RUNNING,
        /** Its build is published. */
        COMPLETE,
        /** Its build failed. */
        FAILED;

        /** Whether nothing more will happen. */
        public boolean isOver() {
            return this == COMPLETE || this == FAILED;
        }

        /** The name in answers: {@code queued}, {@code running}, {@code complete}, {@code failed}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that happened.
     *
     * @param status where the refresh is from now on
     * @param stage the step of the build, such as {@code validate}
     * @param percent how far it is, 0 to 100
     * @param at when, epoch milliseconds
     * @param error why it failed, for the one who asked; null otherwise
     * @param manifest the manifest that the build ended with, as JSON text; null until it is complete
     */
    public record Step(
            Status status,
            String stage,
            int percent,
            long at,
            @Nullable String error,
            @Nullable String manifest) {
        /** It waits. */
        public static Step queued(long at) {
            return new Step(Status.QUEUED, "queued", 0, at, null, null);
        }

        /** A step of its build is reached. */
        public static Step running(String stage, int percent, long at) {
            return new Step(Status.RUNNING, stage, percent, at, null, null);
        }

        /** Its build is published. */
        public static Step complete(long at, String manifest) {
            return new Step(Status.COMPLETE, "complete", 100, at, null, manifest);
        }

        /** Its build failed. */
        public static Step failed(long at, String error) {
            return new Step(Status.FAILED, "failed", 100, at, error, null);
        }
    }

    /** Whether a text can be the id of a refresh. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** A new one, queued. */
    public static Refresh queued(String id, Scope scope, long at) {
        return new Refresh(id, scope, at, List.of(Step.queued(at)));
    }

    /** The last step. */
    public Step last() {
        return steps.getLast();
    }

    /** Where it is. */
    public Status status() {
        return last().status();
    }

    /** Whether nothing more will happen. */
    public boolean isOver() {
        return status().isOver();
    }

    /** The same with one more step. */
    public Refresh with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Refresh(id, scope, createdAt, more);
    }

    /** How often its build was begun. */
    public int attempts() {
        int attempts = 0;
        Status before = Status.QUEUED;
        for (Step step : steps) {
            attempts += before == Status.QUEUED && step.status() == Status.RUNNING ? 1 : 0;
            before = step.status();
        }
        return attempts;
    }

    /** When its build was last begun, epoch milliseconds; {@link Long#MAX_VALUE} when it was not. */
    public long startedAt() {
        long started = Long.MAX_VALUE;
        Status before = Status.QUEUED;
        for (Step step : steps) {
            if (before == Status.QUEUED && step.status() == Status.RUNNING) {
                started = step.at();
            }
            before = step.status();
        }
        return started;
    }
}
