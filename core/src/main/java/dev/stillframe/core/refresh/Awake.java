package dev.stillframe.core.refresh;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts are awake in a deployment that lets them rest. In memory: after a start every host rests until somebody asks for
 * it. For use by any number of threads.
 */
public final class Awake {
    /** How long a host stays awake after it was last asked for. */
    public static final Duration SPAN = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Cadence rest;
    private final Runnable onWake;
    /** When each host falls asleep, epoch milliseconds. */
    private final Map<Scope, Long> until = new ConcurrentHashMap<>();

    /**
     * Nobody is awake yet.
     *
     * @param clock the present
     * @param rest how often a resting host is built; {@link Cadence#NONE} where no host rests
     * @param onWake told each time a host that rested wakes, on the thread that woke it; must return at once and not throw
     */
    public Awake(InstantSource clock, Cadence rest, Runnable onWake) {
        this.clock = clock;
        this.rest = rest;
        this.onWake = onWake;
    }

    /**
     * Somebody asks for a scope: it is awake from now on for {@link #SPAN}. To be called for hosts that exist only, and before the
     * build that is asked for is ordered. Does nothing where the scope never rests.
     */
    public void wake(Scope scope) {
        if (neverRests(scope)) {
            return;
        }
        long now = clock.millis();
        Long before = until.put(scope, now + SPAN.toMillis());
        if (!isAwake(before, now)) {
            until.values().removeIf(end -> !isAwake(end, now));
            onWake.run();
        }
    }

    /** Whether a scope is built on the table's cadence now: it never rests, or was asked for lately. */
    public boolean isAwake(Scope scope) {
        return neverRests(scope) || isAwake(until.get(scope), clock.millis());
    }

    /** How often a scope is built now. */
    public Cadence cadence(Scope scope) {
        return isAwake(scope) ? Cadence.NONE : rest;
    }

    private boolean neverRests(Scope scope) {
        return scope.isAll() || !rest.isRest();
    }

    /** An end further ahead than the span is of a clock that has been set back since. */
    private static boolean isAwake(@Nullable Long end, long now) {
        return end != null && end > now && end - now <= SPAN.toMillis();
    }
}
