package dev.stillframe.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes as the machine's does, and is ahead of it by an offset. */
record OffsetClock(Duration offset) implements InstantSource {
    /** A clock that shows an instant now. */
    static OffsetClock startingAt(Instant instant) {
        return new OffsetClock(Duration.between(InstantSource.system().instant(), instant));
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(offset);
    }
}
