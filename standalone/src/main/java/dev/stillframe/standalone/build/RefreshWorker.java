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
    private static final long USUAL_MILLIS = 1_000;
    private static final long BUSY_MILLIS = 100;

    private final RefreshBuilds builds;
    private final BooleanSupplier mayBuild;
    private final Consumer<BuildOutcome> report;
    private final Consumer<String> problems;
    private final ExecutorService workers;
    private final Semaphore wake = new Semaphore(0);
    private final Set<Scope> inWork = ConcurrentHashMap.newKeySet();
    /** How often in a row a build could not even be begun. */
    private final Map<Scope, Integer> failures = new ConcurrentHashMap<>();

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
        long patience = 0;
        while (!closing) {
            try {
                if (wake.tryAcquire(1, patience, TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
                patience = closing || round() ? USUAL_MILLIS : BUSY_MILLIS;
            } catch (InterruptedException e) {
                return;
            } catch (StoreException e) {
                problems.accept("the queue of refreshes cannot be reached: " + e.getMessage());
                patience = USUAL_MILLIS;
            } catch (RuntimeException e) {
                // Whatever it is, requests must not wait for ever.
                problems.accept("the refreshes go on after: " + e);
                patience = USUAL_MILLIS;
            }
        }
    }

    /** Hands out what waits. Answers whether nothing is left over. */
    private boolean round() {
        builds.takeUp(inWork);
        List<Scope> waiting = builds.waiting();
        for (Scope scope : waiting) {
            if (inWork.add(scope)) {
                workers.execute(() -> build(scope));
            }
        }
        return waiting.isEmpty();
    }

    private void build(Scope scope) {
        boolean busy = false;
        try {
            if (!mayBuild.getAsBoolean()) {
                builds.giveUp(scope);
                return;
            }
            BuildOutcome outcome = builds.run(scope);
            busy = outcome instanceof BuildOutcome.Busy;
            boolean failed = outcome instanceof BuildOutcome.Failed;
            if (failed && failures.merge(scope, 1, Integer::sum) >= FAILURES) {
                failures.remove(scope);
                builds.giveUp(scope);
            } else if (!failed) {
                failures.remove(scope);
            }
            report.accept(outcome);
        } catch (RuntimeException e) {
            problems.accept(scope + ": the refresh goes on after: " + e.getMessage());
        } finally {
            inWork.remove(scope);
            if (!busy) {
                wake.release(); // What was asked for meanwhile need not wait.
            }
        }
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
