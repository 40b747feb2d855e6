package dev.stillframe.standalone.build;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.refresh.RefreshBuilds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Builds what was asked for, at once and beside the scheduler, several scopes side by side. One at most runs on a data folder: what
 * another left in work is taken up again.
 */
public final class RefreshWorker implements AutoCloseable {
    private static final int FAILURES = 5;
    private static final String CANNOT_BEGIN =
            "The build could not be begun. The files are as they were; ask again later.";
    private static final String NOT_BUILDING =
            "Nothing is built until the server is restarted: its settings have changed.";
    private static final long USUAL_MILLIS = 1_000;
    private static final long BUSY_MILLIS = 100;

    private final RefreshBuilds builds;
    private final BooleanSupplier mayBuild;
    private final Consumer<BuildOutcome> report;
    private final Consumer<String> problems;
    private final ExecutorService workers;
    private final Semaphore wake = new Semaphore(0);
    private final Set<Scope> inWork = ConcurrentHashMap.newKeySet();
    /** The scopes whose builds could not even be begun. */
    private final Map<Scope, Patience> patience = new ConcurrentHashMap<>();

    /**
     * How long a scope is left alone.
     *
     * @param failures in a row
     * @param until {@link System#nanoTime}
     */
    private record Patience(int failures, long until) {}

    private final Thread loop = Thread.ofPlatform().name("refresh").unstarted(this::loop);
    private volatile boolean closing;

    /**
     * A worker that is not started yet.
     *
     * @param mayBuild asked before each build; what cannot be built fails
     * @param threads how many scopes to build side by side
     * @param report told of every build, on the thread that did it
     * @param problems told what went wrong outside of a build
     */
    public RefreshWorker(
            RefreshBuilds builds,
            BooleanSupplier mayBuild,
            int threads,
            Consumer<BuildOutcome> report,
            Consumer<String> problems) {
        this.builds = builds;
        this.mayBuild = mayBuild;
        this.report = report;
        this.problems = problems;
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("refresh-", 1).factory());
    }

    /** Begins to work. */
    public void start() {
        loop.start();
    }

    /** Something was asked for. For use by any thread; also before the start. */
    public void wake() {
        wake.release();
    }

    private void loop() {
        long pause = 0;
        while (!closing) {
            try {
                if (wake.tryAcquire(1, pause, TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
                pause = closing || round() ? USUAL_MILLIS : BUSY_MILLIS;
            } catch (InterruptedException e) {
                return;
            } catch (StoreException e) {
                problems.accept("the queue of refreshes cannot be reached: " + e.getMessage());
                pause = USUAL_MILLIS;
            } catch (RuntimeException e) {
                // Whatever it is, requests must not wait for ever.
                problems.accept("the refreshes go on after: " + e);
                pause = USUAL_MILLIS;
            }
        }
    }

    /** Hands out what waits. Answers whether nothing is left over. */
    private boolean round() {
        builds.takeUp(inWork);
        List<Scope> waiting = builds.waiting();
        for (Scope scope : waiting) {
            if (!isPatient(scope) && inWork.add(scope)) {
                workers.execute(() -> build(scope));
            }
        }
        return waiting.isEmpty();
    }

    private void build(Scope scope) {
        boolean done = false;
        try {
            if (!mayBuild.getAsBoolean()) {
                builds.giveUp(scope, NOT_BUILDING);
                done = true;
                return;
            }
            RefreshBuilds.Run run = builds.run(scope);
            BuildOutcome outcome = run.outcome();
            if (outcome instanceof BuildOutcome.Failed && !run.begun()) {
                notBegun(scope);
            } else if (!(outcome instanceof BuildOutcome.Busy)) {
                patience.remove(scope);
                done = true;
            }
            report.accept(outcome);
        } catch (RuntimeException e) {
            problems.accept(scope + ": the refresh goes on after: " + e.getMessage());
            notBegun(scope);
        } finally {
            inWork.remove(scope);
            if (done) {
                wake.release(); // What was asked for meanwhile need not wait.
            }
        }
    }

    /** A build could not even be begun: the next try waits for longer each time, and after some the requests fail. */
    private void notBegun(Scope scope) {
        Patience now = patience.compute(
                scope,
                (s, before) -> new Patience(
                        before == null ? 1 : before.failures() + 1,
                        System.nanoTime()
                                + TimeUnit.MILLISECONDS.toNanos(
                                        USUAL_MILLIS << Math.min(before == null ? 0 : before.failures(), 6))));
        if (now.failures() >= FAILURES) {
            try {
                builds.giveUp(scope, CANNOT_BEGIN);
                patience.remove(scope);
            } catch (RuntimeException e) {
                problems.accept(scope + ": requests wait on: " + e.getMessage());
            }
        }
    }

    private boolean isPatient(Scope scope) {
        Patience present = patience.get(scope);
        return present != null && System.nanoTime() - present.until() < 0;
    }

    /** Waits for builds in work, and builds no more; what waits is taken up by the next. */
    @Override
    public void close() {
        closing = true;
        wake.release();
        try {
            loop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.close();
    }
}
