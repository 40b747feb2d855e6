package dev.stillframe.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it, forward or back. For use by any number of threads. */
public final class ManualClock implements InstantSource {
    private final AtomicLong now;

    /** A clock that shows an instant (epoch milliseconds). */
    public ManualClock(long millis) {
        now = new AtomicLong(millis);
    }

    /** A clock that shows an instant, cut to milliseconds. */
    public ManualClock(Instant instant) {
        this(instant.toEpochMilli());
    }

    /** Sets the clock (epoch milliseconds), to earlier or later. */
    public void set(long millis) {
        now.set(millis);
    }

    /** Moves the clock by milliseconds; negative ones move it back. */
    public void advance(long millis) {
        now.addAndGet(millis);
    }

    /** Moves the clock; a negative duration moves it back. */
    public void advance(Duration by) {
        advance(by.toMillis());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now.get());
    }

    @Override
    public long millis() {
        return now.get();
    }

    @Override
    public String toString() {
        return instant().toString();
    }
}
