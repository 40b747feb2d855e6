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
 */
public record BuildOrder(Scope scope, BuildMode mode, BuildListener listener, Cadence cadence) {
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
}
