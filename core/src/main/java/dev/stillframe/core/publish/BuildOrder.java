package dev.stillframe.core.publish;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;

/**
 * A build that is to be done.
 *
 * @param scope what to build
 * @param mode what to bring up to date
 * @param listener told how far it is
 * @param cadence how often the scope is built from now on: decides what is due, and when what is published expires. Whoever
 *     orders a build sees to it that the next one comes in time.
 * @param aheadMillis how early a window may be built, in milliseconds: for whoever comes at fixed times, but a little sooner or later
 * @param thorough whether to look at every published rollup and page, and write again what is missing or damaged; snapshots are looked
 *     at always
 * @param pages whether to look at the published pages, as a thorough build does
 */
public record BuildOrder(
        Scope scope,
        BuildMode mode,
        BuildListener listener,
        Cadence cadence,
        long aheadMillis,
        boolean thorough,
        boolean pages) {
    /** Rollups and pages are looked at only where all is computed again. */
    public BuildOrder(Scope scope, BuildMode mode, BuildListener listener, Cadence cadence, long aheadMillis) {
        this(scope, mode, listener, cadence, aheadMillis, mode == BuildMode.REBUILD, mode == BuildMode.REBUILD);
    }

    /** Nothing is built before it is due. */
    public BuildOrder(Scope scope, BuildMode mode, BuildListener listener, Cadence cadence) {
        this(scope, mode, listener, cadence, 0);
    }

    /** Nobody listens, and the scope does not rest. */
    public BuildOrder(Scope scope, BuildMode mode) {
        this(scope, mode, BuildListener.NONE);
    }

    /** The scope does not rest. */
    public BuildOrder(Scope scope, BuildMode mode, BuildListener listener) {
        this(scope, mode, listener, Cadence.NONE);
    }

    /** Nobody listens. */
    public BuildOrder(Scope scope, BuildMode mode, Cadence cadence) {
        this(scope, mode, BuildListener.NONE, cadence);
    }

    /** The same, and the published pages are looked at: a read for each, and one for what they show. */
    public BuildOrder lookingAtPages() {
        return new BuildOrder(scope, mode, listener, cadence, aheadMillis, thorough, true);
    }

    /** The same, and every published rollup and page is looked at. */
    public BuildOrder thoroughly() {
        return new BuildOrder(scope, mode, listener, cadence, aheadMillis, true, true);
    }
}
