package dev.stillframe.standalone.sqlite;

/** A data folder holds something that this version cannot work with. The message says what to do. Nothing was changed. */
public final class IncompatibleDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was found and what to do. */
    public IncompatibleDataException(String message) {
        super(message);
    }
}
