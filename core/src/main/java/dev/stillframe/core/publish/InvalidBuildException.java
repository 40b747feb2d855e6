package dev.stillframe.core.publish;

/** What a build staged is not what it computed, or is not valid. Nothing was committed. */
final class InvalidBuildException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidBuildException(String message) {
        super(message);
    }

    InvalidBuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
