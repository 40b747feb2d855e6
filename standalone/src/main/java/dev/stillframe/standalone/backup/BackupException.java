package dev.stillframe.standalone.backup;

/** A backup could not be made or used. The message says what happened, to what, and what to do. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what happened. */
    public BackupException(String message) {
        super(message);
    }

    /** With what happened, and why. */
    public BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
