package dev.stillframe.core.refresh;

import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.StoreException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Estimates how long a refresh will take, from the last builds of its scope. */
final class Eta {
    private static final int LOOKED_AT = 5;
    /** What is said of a scope that nobody ever asked for. */
    private static final long UNKNOWN_MILLIS = 1_000;

    /** How long an estimate holds: of many who wait, each is told at each step. */
    private static final long HOLDS_MILLIS = 5_000;

    private final RefreshQueue queue;
    private final InstantSource clock;
    /** The last estimate of each scope that was asked for. */
    private final Map<Scope, Estimate> estimates = new ConcurrentHashMap<>();

    private record Estimate(long millis, long at) {}

    Eta(RefreshQueue queue, InstantSource clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** Whole seconds, at least 1; 0 when the refresh is over. */
    long seconds(Refresh refresh) {
        if (refresh.isOver()) {
            return 0;
        }
        long now = clock.millis();
        long usual = estimates
                .compute(
                        refresh.scope(),
                        (scope, last) -> last != null && Math.abs(now - last.at()) < HOLDS_MILLIS
                                ? last
                                : new Estimate(usualMillis(scope), now))
                .millis();
        long left = refresh.status() == Refresh.Status.RUNNING ? usual - (now - refresh.startedAt()) : usual;
        return Math.max(1, (left + 999) / 1_000);
    }

    /** The middle one of the last durations. */
    private long usualMillis(Scope scope) {
        try {
            List<Long> took = queue.completed(scope, LOOKED_AT).stream()
                    .filter(r -> r.startedAt() != Long.MAX_VALUE)
                    .map(r -> Math.max(0, r.last().at() - r.startedAt()))
                    .sorted()
                    .toList();
            return took.isEmpty() ? UNKNOWN_MILLIS : took.get(took.size() / 2);
        } catch (StoreException e) {
            return UNKNOWN_MILLIS;
        }
    }
}
