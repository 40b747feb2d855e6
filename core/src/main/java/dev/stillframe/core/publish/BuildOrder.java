package dev.stillframe.core.publish;

import dev.stillframe.core.model.Scope;

/**
 * A build that is to be done.
 *
 * @param scope what to build
 * @param mode what to bring up to date
 * @param listener told how far it is
 */
public record BuildOrder(Scope scope, BuildMode mode, BuildListener listener) {
    /** Nobody listens. */
    public BuildOrder(Scope scope, BuildMode mode) {
        this(scope, mode, BuildListener.NONE);
    }
}
