package dev.stillframe.core.port;

import dev.stillframe.core.model.Scope;
import java.util.Map;
import java.util.Optional;

/**
 * Which resting hosts somebody asked for, and until when they are awake. It may forget: a host that is forgotten rests. For use by any
 * number of threads. Methods throw {@link StoreException} when they fail.
 */
public interface AwakeStore {
    /** Sets when a host falls asleep, epoch milliseconds, whatever was set before. */
    void put(Scope scope, long untilMillis);

    /** When a host falls asleep or fell asleep; empty when it never woke or that is forgotten. */
    Optional<Long> until(Scope scope);

    /**
     * The hosts that fall asleep after an instant, with when.
     *
     * @param afterMillis epoch milliseconds
     */
    Map<Scope, Long> awakeAfter(long afterMillis);
}
