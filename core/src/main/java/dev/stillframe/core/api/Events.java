package dev.stillframe.core.api;

/**
 * The events of a refresh for one client, as text of the format {@code text/event-stream} (HTML Living Standard, section 9.2).
 *
 * <p>Pulled, not pushed: the transport takes what there is, sends it, and takes again when it is told that there is more. So a
 * client that reads slowly holds up nobody and needs no buffer.
 */
public interface Events extends AutoCloseable {
    /** What is sent every 15 seconds, so that a silent stream is not taken for a dead one. */
    String HEARTBEAT = ": still here\n\n";

    /**
     * All events that this client has not been given yet, in order; empty when there are none at the moment. Never waits. Called
     * by one thread at a time.
     */
    String take();

    /** Whether the last event was taken: the stream is to be closed. */
    boolean isOver();

    /** Calls back each time there may be more to take, from any thread; the callback must return at once and not throw. */
    void onMore(Runnable callback);

    /** The client is gone. */
    @Override
    void close();
}
