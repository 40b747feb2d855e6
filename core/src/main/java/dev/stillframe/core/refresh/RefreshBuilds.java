package dev.stillframe.core.refresh;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildListener;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.BuildStep;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Carries out the builds that were asked for. A request ends complete or failed, or is taken up again: whoever runs this after a
 * crash calls {@link #takeUp} first.
 */
public final class RefreshBuilds {
    /** How often a build is begun for a request before it is given up. */
    static final int ATTEMPTS = 3;

    private static final String FAILED = "The build failed. The files are as they were; the next build tries again.";
    private static final String OVERTAKEN =
            "Other builds of the same scope were published all the while. What they published is there; ask again for more.";

    private static final String GIVEN_UP = "The build was broken off three times, and is not begun again.";

    private final RefreshQueue queue;
    private final Refreshes refreshes;
    private final SnapshotStore files;
    private final Awake awake;
    private final Function<BuildOrder, BuildOutcome> builder;
    private final InstantSource clock;

    /**
     * Builds by a builder.
     *
     * @param files where the manifests are
     * @param awake how often a scope is built at the moment
     * @param builder does a build, as {@link dev.stillframe.core.publish.Builder#build(BuildOrder)}
     */
    public RefreshBuilds(
            RefreshQueue queue,
            Refreshes refreshes,
            SnapshotStore files,
            Awake awake,
            Function<BuildOrder, BuildOutcome> builder,
            InstantSource clock) {
        this.queue = queue;
        this.refreshes = refreshes;
        this.files = files;
        this.awake = awake;
        this.builder = builder;
        this.clock = clock;
    }

    /**
     * What became of a build.
     *
     * @param begun whether it began to read for any request
     */
    public record Run(BuildOutcome outcome, boolean begun) {}

    /**
     * Builds a scope once for all its requests that wait. Answers how the build ended; after {@link BuildOutcome.Busy}, and after
     * a failure before anything was read, they still wait.
     */
    public Run run(Scope scope) {
        Following following = new Following(scope);
        BuildOrder order = new BuildOrder(scope, BuildMode.REFRESH, following, awake.cadence(scope));
        BuildOutcome outcome = builder.apply(order);
        // A build that another one overtook may have been overtaken by one that began to read earlier.
        for (int again = 1; again < ATTEMPTS && outcome instanceof BuildOutcome.Superseded; again++) {
            outcome = builder.apply(order);
        }
        switch (outcome) {
            case BuildOutcome.Built built -> complete(following.begun);
            case BuildOutcome.Unchanged unchanged -> complete(following.begun);
            case BuildOutcome.Superseded superseded -> end(following.begun, failed(OVERTAKEN));
            case BuildOutcome.Failed failed -> end(following.begun, failed(FAILED));
            case BuildOutcome.Busy busy -> {}
        }
        return new Run(outcome, !following.begun.isEmpty());
    }

    /** The scopes with requests that wait, that of the oldest first. */
    public List<Scope> waiting() {
        return queue.open().stream()
                .filter(r -> r.status() == Refresh.Status.QUEUED)
                .map(Refresh::scope)
                .distinct()
                .toList();
    }

    /**
     * Fails the requests of a scope that wait, for which no build can be begun.
     *
     * @param why a sentence for those who asked
     */
    public void giveUp(Scope scope, String why) {
        queue.begin(scope, failed(why)).forEach(refreshes::changed);
    }

    /**
     * Puts requests back whose build was broken off: they wait again, or are given up. Tells of those whose end was not told.
     *
     * @param inWork the scopes that are being built at the moment, whose requests are left alone
     */
    public void takeUp(Set<Scope> inWork) {
        takeUp(scope -> !inWork.contains(scope));
    }

    /** As {@link #takeUp(Set)}, for the requests of one scope only. For who knows that nobody else builds it for them. */
    public void takeUp(Scope scope) {
        takeUp(scope::equals);
    }

    private void takeUp(Predicate<Scope> which) {
        List<Refresh> open = queue.open();
        refreshes.settle(open.stream().map(Refresh::id).collect(Collectors.toSet()));
        for (Refresh refresh : open) {
            if (refresh.status() == Refresh.Status.RUNNING && which.test(refresh.scope())) {
                Refresh.Step step = refresh.attempts() >= ATTEMPTS
                        ? Refresh.Step.failed(clock.millis(), GIVEN_UP)
                        : Refresh.Step.queued(clock.millis());
                queue.step(refresh.id(), step).ifPresent(refreshes::changed);
            }
        }
    }

    private Refresh.Step failed(String why) {
        return Refresh.Step.failed(clock.millis(), why);
    }

    private void complete(List<Refresh> begun) {
        if (!begun.isEmpty()) {
            Scope scope = begun.getFirst().scope();
            String manifest = files.read(Manifest.key(scope))
                    .map(p -> new String(p.object().body(), StandardCharsets.UTF_8))
                    .orElseThrow(() -> new StoreException("the manifest of " + scope + " cannot be read back"));
            end(begun, Refresh.Step.complete(clock.millis(), StatusJson.oneLine(manifest)));
        }
    }

    private void end(List<Refresh> begun, Refresh.Step step) {
        for (Refresh refresh : begun) {
            queue.step(refresh.id(), step).ifPresent(refreshes::changed);
        }
    }

    /** Tells the requests of a scope how far their build is. */
    private final class Following implements BuildListener {
        private final Scope scope;
        private List<Refresh> begun = List.of();

        Following(Scope scope) {
            this.scope = scope;
        }

        @Override
        public void reached(BuildStep step) {
            Refresh.Step now = Refresh.Step.running(step.label(), step.percent(), clock.millis());
            if (step == BuildStep.READ) {
                List<Refresh> all = new ArrayList<>(progressed(now));
                // If this throws, nothing was read; what was begun is taken up again.
                for (Refresh refresh : queue.begin(scope, now)) {
                    refreshes.changed(refresh);
                    all.add(refresh);
                }
                begun = all;
            } else {
                begun = progressed(now);
            }
        }

        private List<Refresh> progressed(Refresh.Step step) {
            List<Refresh> present = new ArrayList<>();
            for (Refresh refresh : begun) {
                Refresh changed = refresh;
                try {
                    changed = queue.step(refresh.id(), step).orElse(refresh);
                    refreshes.changed(changed);
                } catch (StoreException e) {
                    // Progress is not worth a build; how it ends is told again.
                }
                present.add(changed);
            }
            return present;
        }
    }
}
