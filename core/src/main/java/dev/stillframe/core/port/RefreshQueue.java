package dev.stillframe.core.port;

import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import java.util.List;
import java.util.Optional;

/**
 * The builds that were asked for. Survives the process. Every method is atomic and throws {@link StoreException} when it fails;
 * one with an effect has then either happened or not, and may be repeated.
 */
public interface RefreshQueue {
    /**
     * Asks for a build: joins the request of this scope that is queued, or adds a new one. Of any number of callers at once one
     * adds and the others join it.
     *
     * @param id the id of the new one, should one be needed; random
     */
    Asked ask(Scope scope, String id, long atMillis);

    /** Adds a request as it is, such as one that is over already; does nothing when its id is known. */
    void add(Refresh refresh);

    /**
     * Adds a step to every queued request of a scope. With a step that is running, nobody joins them any more: what was stored
     * before somebody joined is read by a build that reads after this.
     *
     * @return the requests as they are now, the oldest first
     */
    List<Refresh> begin(Scope scope, Refresh.Step step);

    /**
     * Adds a step to a request that is not over.
     *
     * @return the request as it is now; empty when there is none or it is over, and nothing was changed
     */
    Optional<Refresh> step(String id, Refresh.Step step);

    /** The request with an id, as it is now. */
    Optional<Refresh> find(String id);

    /** All requests that are not over, the oldest first, those of the same time by id. */
    List<Refresh> open();

    /** The requests of a scope that are complete, the one that ended last first, at most {@code limit}. */
    List<Refresh> completed(Scope scope, int limit);

    /** The requests that are over, the one that ended last first, at most {@code limit}. */
    List<Refresh> ended(int limit);

    /** The ids of requests that were over before an instant, epoch milliseconds. */
    List<String> endedBefore(long before);

    /** Forgets requests that were over before an instant, epoch milliseconds, and answers with their ids. */
    List<String> expire(long before);

    /**
     * The answer to a request for a build.
     *
     * @param refresh the request as it is now
     * @param joined whether it was there before
     */
    record Asked(Refresh refresh, boolean joined) {}
}
