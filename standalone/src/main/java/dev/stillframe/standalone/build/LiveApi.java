package dev.stillframe.standalone.build;

import dev.stillframe.core.api.Api;
import dev.stillframe.core.api.ApiParts;
import dev.stillframe.core.api.FrontDoor;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.refresh.RefreshBuilds;
import dev.stillframe.core.refresh.Refreshes;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The API of an edition at work: what is asked for is built beside the scheduler. */
public final class LiveApi implements AutoCloseable {
    private static final long SWEEP_SECONDS = 10;

    private final Api api;
    private final Refreshes refreshes;
    private final RefreshWorker worker;
    private final Consumer<String> problems;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweep").daemon().factory());

    /**
     * An API that does not build yet.
     *
     * @param files answers for the public files
     * @param awake told who is looked at
     * @param random where ids and secrets come from: in earnest a {@link java.security.SecureRandom}
     * @param report told of every build that was asked for, on the thread that did it
     * @param problems told what went wrong outside of a build, in a sentence
     */
    public LiveApi(
            Edition edition,
            PublicFiles files,
            Awake awake,
            InstantSource clock,
            RandomGenerator random,
            Consumer<BuildOutcome> report,
            Consumer<String> problems) {
        this(edition, edition.refreshes(), edition.builder()::build, files, awake, clock, random, report, problems);
    }

    /** The same with another queue and another builder than the edition's: where tests come between. */
    LiveApi(
            Edition edition,
            RefreshQueue queue,
            Function<BuildOrder, BuildOutcome> builder,
            PublicFiles files,
            Awake awake,
            InstantSource clock,
            RandomGenerator random,
            Consumer<BuildOutcome> report,
            Consumer<String> problems) {
        this.problems = problems;
        this.refreshes =
                new Refreshes(queue, edition.ports().snapshots(), clock, () -> Refresh.newId(random), asked -> wake());
        RefreshBuilds builds =
                new RefreshBuilds(queue, refreshes, edition.ports().snapshots(), awake, builder, clock);
        this.worker = new RefreshWorker(
                builds,
                () -> !edition.isOutdated(),
                Runtime.getRuntime().availableProcessors(),
                outcome -> {
                    if (outcome instanceof BuildOutcome.Built) {
                        edition.publishDirectory(); // The host may be a new one.
                    }
                    report.accept(outcome);
                },
                problems);
        this.api = new Api(ApiParts.of(edition, files, refreshes, awake::wake, problems, random));
    }

    private void wake() {
        worker.wake();
    }

    /** What a server needs of it. */
    public FrontDoor door() {
        return api;
    }

    /** Begins to build what is asked for, and what was asked for before the last stop. */
    public void start() {
        try {
            refreshes.repair();
        } catch (StoreException e) {
            problems.accept("status files of refreshes could not be looked at: " + e.getMessage());
        }
        worker.start();
        worker.wake();
        Future<?> _ = sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            api.sweep();
        } catch (RuntimeException e) {
            // Whatever it is: the next sweep must come.
            problems.accept("refreshes and audit log could not be tidied: " + e.getMessage());
        }
    }

    /** Waits for the builds in work, and builds no more. */
    @Override
    public void close() {
        sweeper.shutdownNow();
        worker.close();
        sweep();
    }
}
