package dev.stillframe.aws;

import dev.stillframe.aws.dynamodb.DatabaseCheck;
import dev.stillframe.aws.dynamodb.DynamoCheckpointStore;
import dev.stillframe.aws.dynamodb.Expired;
import dev.stillframe.aws.s3.OldObjects;
import dev.stillframe.core.encode.FallbackKeys;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.FactStore;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.refresh.Refreshes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Removes what nobody needs any more and nobody else removes, so that a deployment works without lifecycle rules and expiring items. It rests
 * on nothing but what it finds; one that fails, or dies, has removed something or not, and the next one goes on. (Staged payloads and
 * old versions are not among it: each build tidies those of its scope.)
 */
public final class Pruning {
    /** How often it is done, whoever asks for it. */
    static final Duration EVERY = Duration.ofHours(1);

    private static final String DONE = "pruned";
    private static final String REFRESHES = "refresh/";

    private final Parts parts;
    private final Ages ages;
    private final InstantSource clock;
    private long next = Long.MIN_VALUE;

    /**
     * What it works on.
     *
     * @param database tells whether items expire by themselves
     * @param expired removes them where they do not
     */
    public record Parts(
            OldObjects objects,
            StateObjects stateObjects,
            DynamoCheckpointStore checkpoints,
            SnapshotStore snapshots,
            RefreshQueue refreshes,
            FactStore facts,
            DatabaseCheck database,
            Expired expired) {}

    /**
     * What is left alone, however little it is needed.
     *
     * @param state state objects: longer than any build takes, from its first write to its commit
     * @param refreshes status files
     * @param fallbacks fallbacks of hosts that are built again
     */
    public record Ages(Duration state, Duration refreshes, Duration fallbacks) {
        /** A day, two days, a week. */
        public static final Ages USUAL = new Ages(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(7));
    }

    /** Prunes a deployment. */
    public Pruning(Parts parts, Ages ages, InstantSource clock) {
        this.parts = parts;
        this.ages = ages;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param removed how many objects and items, by what they were
     * @param problems what went wrong, a sentence each
     */
    public record Done(Map<String, Integer> removed, List<String> problems) {
        /** Copies both. */
        public Done {
            removed = Map.copyOf(removed);
            problems = List.copyOf(problems);
        }
    }

    /** Prunes if the last time is an hour ago. Does not throw. */
    public Done sweep() {
        Map<String, Integer> removed = new HashMap<>();
        List<String> problems = new ArrayList<>();
        try {
            if (!isDue()) {
                return new Done(removed, problems);
            }
        } catch (StoreException e) {
            return new Done(removed, List.of("it is not known when was last pruned: " + e.getMessage()));
        }
        step("state", this::state, removed, problems);
        step("refreshes", this::refreshes, removed, problems);
        step("fallbacks", this::fallbacks, removed, problems);
        step("items", this::items, removed, problems);
        return new Done(removed, problems);
    }

    /** The mark comes first: one that dies in the middle is not begun again at once. */
    private boolean isDue() {
        long now = clock.millis();
        if (now < next && next - now <= EVERY.toMillis()) {
            return false;
        }
        long last = parts.facts().get(DONE).map(Long::parseLong).orElse(0L);
        boolean due = Math.abs(now - last) >= EVERY.toMillis();
        if (due) {
            parts.facts().put(DONE, Long.toString(now));
        }
        next = (due ? now : last) + EVERY.toMillis();
        return due;
    }

    private static void step(String what, IntSupplier step, Map<String, Integer> removed, List<String> problems) {
        try {
            removed.put(what, step.getAsInt());
        } catch (StoreException e) {
            problems.add(what + " could not be pruned: " + e.getMessage());
        }
    }

    /** State objects of builders that lost or died: no root names them, and none will, since keys are never used twice. */
    private int state() {
        Map<String, List<String>> old = new HashMap<>();
        for (String key : parts.objects().stateObjects(ages.state())) {
            int slash = key.indexOf('/');
            if (slash > 0 && isName(key.substring(0, slash))) {
                old.computeIfAbsent(key.substring(0, slash), scope -> new ArrayList<>())
                        .add(key);
            }
        }
        List<String> orphans = new ArrayList<>();
        old.forEach((scope, keys) -> {
            // Read after the list: what a root names now it named then, or has been written since.
            Set<String> named = parts.checkpoints().named(new Scope(scope));
            keys.stream().filter(key -> !named.contains(key)).forEach(orphans::add);
        });
        parts.stateObjects().remove(orphans);
        return orphans.size();
    }

    /** Status files of requests that the queue has forgotten. */
    private int refreshes() {
        List<String> orphans = parts.objects().publicOnes(REFRESHES, ages.refreshes()).keySet().stream()
                .filter(key -> {
                    String id = Refreshes.idOf("/" + key);
                    return id != null && parts.refreshes().find(id).isEmpty();
                })
                .toList();
        parts.snapshots().remove(orphans);
        return orphans.size();
    }

    /**
     * Fallbacks of hosts whose snapshots have been built since: those are newer. Should a collector send another one at this very moment, it
     * goes too, and comes with the next.
     */
    private int fallbacks() {
        Map<String, Instant> built = new HashMap<>();
        List<String> orphans = new ArrayList<>();
        parts.objects().publicOnes(FallbackKeys.PREFIX, ages.fallbacks()).forEach((key, written) -> {
            String host = host(key);
            if (isName(host) && built.computeIfAbsent(host, this::builtAt).isAfter(written)) {
                orphans.add(key);
            }
        });
        parts.snapshots().remove(orphans);
        return orphans.size();
    }

    /** By the store's clock, as the time of the fallback. */
    private Instant builtAt(String host) {
        return parts.snapshots()
                .read(Manifest.key(Scope.host(host)))
                .map(manifest -> Instant.ofEpochMilli(manifest.modifiedAt()))
                .orElse(Instant.MIN);
    }

    /** Whatever else lies in the buckets is somebody's. */
    private static boolean isName(String scope) {
        return scope.matches("[a-z0-9][a-z0-9-]{0,62}");
    }

    private static String host(String key) {
        String rest = key.substring(FallbackKeys.PREFIX.length());
        int slash = rest.indexOf('/');
        return rest.startsWith("host=") && slash > 5 ? rest.substring(5, slash) : "";
    }

    private int items() {
        return parts.database().expires() ? 0 : parts.expired().remove(clock.millis());
    }
}
