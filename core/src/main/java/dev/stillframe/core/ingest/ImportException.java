package dev.stillframe.core.ingest;

import org.jspecify.annotations.Nullable;

/** An import could not be done, or not to its end. The message is one line for the user that says what to do. */
public final class ImportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong and what to do. */
    public ImportException(String message) {
        super(message);
    }

    /** With what is wrong and what to do, and the cause. */
    public ImportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
