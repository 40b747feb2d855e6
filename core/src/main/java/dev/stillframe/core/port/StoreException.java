package dev.stillframe.core.port;

import org.jspecify.annotations.Nullable;

/**
 * A call to a store failed, or its answer was lost. For a call with an effect this says nothing about whether the effect took
 * place, unless the port's method says so.
 */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what happened and to what. */
    public StoreException(String message) {
        super(message);
    }

    /** With what happened and to what, and the cause. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
