package dev.stillframe.core.schedule;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.port.CdnCache;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildListener;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.refresh.RefreshBuilds;
import dev.stillframe.core.refresh.Refreshes;
import java.util.function.Consumer;

/**
 * Does the tasks of a {@link dev.stillframe.core.port.BuildQueue}. A task may come twice, too late, or after its builder died: the
 * build reads what there is, and a request that is over stays so.
 */
public final class Work {
    /** Status files looked at where a task comes again: more than requests end in the time that a task is held back. */
    private static final int LOOKED_AT = 50;

    private static final int LISTS_EVERY_MINUTES = 5;

    private final Deployment deployment;
    private final Awake awake;
    private final Refreshes refreshes;
    private final RefreshBuilds builds;
    private final CdnCache cache;
    private final Consumer<String> problems;

    /**
     * The work of a deployment.
     *
     * @param awake who is built on the table's cadence
     * @param refreshes the builds that are asked for
     * @param cache purged after a refresh
     * @param problems told what went wrong without harm, in a sentence
     */
    public Work(Deployment deployment, Awake awake, Refreshes refreshes, CdnCache cache, Consumer<String> problems) {
        this.deployment = deployment;
        this.awake = awake;
        this.refreshes = refreshes;
        this.builds = new RefreshBuilds(
                deployment.refreshes(),
                refreshes,
                deployment.snapshots(),
                awake,
                deployment.builder()::build,
                deployment.clock());
        this.cache = cache;
        this.problems = problems;
    }

    /**
     * How a task ended.
     *
     * @param outcome of its build
     * @param again whether it is to be handed out again, a little later
     */
    public record Done(BuildOutcome outcome, boolean again) {}

    /**
     * Does a task.
     *
     * @param again whether it was handed out before
     * @throws StoreException when it could not even be begun or ended; it is to be handed out again
     */
    public Done run(BuildTask task, boolean again) {
        Scope scope = task.scope();
        harmless("what pages name could not be published", deployment::publishAssets);
        Done done = switch (task.kind()) {
            case DUE -> built(scope, BuildMode.DUE);
            case ALL -> built(scope, BuildMode.ALL);
            case REFRESH -> refreshed(scope, again);
        };
        if (done.outcome() instanceof BuildOutcome.Built built && (isTimeForLists(scope) || built.build() == 1)) {
            // A list that is not written now is written after the next build of all.
            harmless("the lists of hosts and settings could not be published", deployment::publishDirectory);
        }
        return done;
    }

    /** The lists change with each sample, and are looked at by people: every fifth minute is often enough. */
    private boolean isTimeForLists(Scope scope) {
        return scope.isAll() && deployment.clock().millis() / 60_000 % LISTS_EVERY_MINUTES == 0;
    }

    private Done built(Scope scope, BuildMode mode) {
        Cadence cadence = awake.cadence(scope);
        BuildOutcome outcome =
                deployment.builder().build(new BuildOrder(scope, mode, BuildListener.NONE, cadence, Tick.AHEAD_MILLIS));
        // Where another is at it, the next tick sees what is left; where all windows are owed, nobody else comes soon.
        boolean undone = outcome instanceof BuildOutcome.Failed
                || (mode == BuildMode.ALL && outcome instanceof BuildOutcome.Busy);
        return new Done(outcome, undone);
    }

    /** Of one scope no two tasks are handed out at once, so that what is marked as in work was broken off. */
    private Done refreshed(Scope scope, boolean again) {
        builds.takeUp(scope);
        if (again) {
            refreshes.repair(LOOKED_AT);
        }
        if (!builds.waiting().contains(scope)) {
            // An earlier task of the scope has done it.
            return new Done(new BuildOutcome.Unchanged(scope), false);
        }
        RefreshBuilds.Run run = builds.run(scope);
        if (run.outcome() instanceof BuildOutcome.Built) {
            harmless("the cache could not be purged", () -> cache.purge(scope));
        }
        boolean wait = run.outcome() instanceof BuildOutcome.Busy
                || (run.outcome() instanceof BuildOutcome.Failed && !run.begun());
        return new Done(run.outcome(), wait);
    }

    private void harmless(String otherwise, Runnable what) {
        try {
            what.run();
        } catch (StoreException e) {
            problems.accept(otherwise + ": " + e.getMessage());
        }
    }
}
