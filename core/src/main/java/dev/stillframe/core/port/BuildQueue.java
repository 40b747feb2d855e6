package dev.stillframe.core.port;

import java.util.List;

/**
 * Hands builds to whoever does them. Tasks of one scope are handed out one after another, in the order in which they were sent; those
 * of different scopes side by side. Each is handed out at least once, and again until it is done, for a number of times; one with an id
 * that was sent within the last five minutes is dropped.
 */
public interface BuildQueue {
    /**
     * Sends tasks.
     *
     * @throws StoreException when not all could be sent; then some may be. Sending the same again does no harm
     */
    void send(List<BuildTask> tasks);
}
