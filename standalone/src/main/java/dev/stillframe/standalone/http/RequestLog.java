package dev.stillframe.standalone.http;

/** Told of each request when its answer was sent, or could not be. */
@FunctionalInterface
public interface RequestLog {
    /** Keeps nothing. */
    RequestLog NONE = request -> {};

    /** One line of the log. From any thread; must return at once, and not throw. */
    void line(LoggedRequest request);
}
