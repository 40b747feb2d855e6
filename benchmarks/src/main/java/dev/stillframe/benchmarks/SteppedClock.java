package dev.stillframe.benchmarks;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. For any number of threads. */
final class SteppedClock implements InstantSource {
    private volatile long millis;

    /** A clock at an instant, epoch milliseconds. */
    SteppedClock(long millis) {
        this.millis = millis;
    }

    /** Moves to an instant, epoch milliseconds. */
    void set(long to) {
        millis = to;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public long millis() {
        return millis;
    }
}
