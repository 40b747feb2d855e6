package dev.stillframe.core.port;

import java.time.Duration;

/**
 * Says who builds a scope at the moment. A lease saves double work; it is not what makes builds safe. Times are the caller's,
 * so that holders with different clocks may both believe to hold it.
 */
public interface LeaseStore {
    /**
     * Takes or prolongs a lease when nobody else holds it at {@code nowMillis}.
     *
     * @return whether the holder has it until {@code nowMillis + length}
     */
    boolean acquire(String name, String holder, long nowMillis, Duration length);

    /** Gives a lease back if the holder still has it; otherwise does nothing. */
    void release(String name, String holder);
}
