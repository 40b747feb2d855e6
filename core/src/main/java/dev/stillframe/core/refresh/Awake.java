package dev.stillframe.core.refresh;

import dev.stillframe.core.memory.MemoryAwakeStore;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.AwakeStore;
import dev.stillframe.core.port.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which hosts are awake in a deployment that lets them rest. For use by any number of threads. */
public final class Awake {
    /** How long a host stays awake after it was last asked for. */
    public static final Duration SPAN = Duration.ofMinutes(15);

    /** How often the store is told of the same host at most: reading must not cost a write each time. */
    private static final long TOLD_MILLIS = 60_000;

    private final InstantSource clock;
    private final Cadence rest;
    private final AwakeStore store;
    private final Runnable onWake;
    /** The ends that the store was told of, epoch milliseconds. */
    private final Map<Scope, Long> told = new ConcurrentHashMap<>();

    /** As {@link #Awake(InstantSource, Cadence, AwakeStore, Runnable)}, in memory: after a start every host rests. */
    public Awake(InstantSource clock, Cadence rest, Runnable onWake) {
        this(clock, rest, new MemoryAwakeStore(), onWake);
    }

    /**
     * Who is awake as a store knows it.
     *
     * @param clock the present
     * @param rest how often a resting host is built; {@link Cadence#NONE} where no host rests
     * @param store where it is kept for all processes of the deployment
     * @param onWake told each time a host wakes that rested as far as this process knows, on the thread that woke it; must return at
     *     once and not throw
     */
    public Awake(InstantSource clock, Cadence rest, AwakeStore store, Runnable onWake) {
        this.clock = clock;
        this.rest = rest;
        this.store = store;
        this.onWake = onWake;
    }

    /**
     * Somebody asks for a scope: it is awake from now on for {@link #SPAN}, give or take a minute. To be called for hosts that exist
     * only, and before the build that is asked for is ordered. Does nothing where the scope never rests, and never throws: where the
     * store cannot be told, the host goes on resting until somebody asks again.
     */
    public void wake(Scope scope) {
        if (neverRests(scope)) {
            return;
        }
        long now = clock.millis();
        long end = now + SPAN.toMillis();
        Long before = told.get(scope);
        if (before != null && isAwake(before, now) && end - before < TOLD_MILLIS) {
            return;
        }
        try {
            store.put(scope, end);
        } catch (StoreException e) {
            return;
        }
        told.put(scope, end);
        if (!isAwake(before, now)) {
            told.values().removeIf(other -> !isAwake(other, now));
            onWake.run();
        }
    }

    /**
     * Whether a scope is built on the table's cadence now: it never rests, or was asked for lately.
     *
     * @throws StoreException when the store cannot be reached
     */
    public boolean isAwake(Scope scope) {
        return neverRests(scope) || isAwake(store.until(scope).orElse(null), clock.millis());
    }

    /**
     * How often a scope is built now.
     *
     * @throws StoreException when the store cannot be reached
     */
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
