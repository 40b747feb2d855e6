package dev.stillframe.cli;

/** The user asked for something that cannot be done as asked. The message says what is allowed. */
final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUse(String message) {
        super(message);
    }
}
