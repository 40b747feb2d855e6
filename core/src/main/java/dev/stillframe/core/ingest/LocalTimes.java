package dev.stillframe.core.ingest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;

/**
 * Offsets of one zone for local times. Of a time that a clock change repeats the first is meant; one that it skips is moved on
 * by the length of the gap, as java.time does. For use by one thread.
 */
final class LocalTimes {
    /** How sure a local time is. */
    enum Kind {
        /** It was once. */
        PLAIN,
        /** A clock change repeated it. */
        REPEATED,
        /** A clock change skipped it. */
        SKIPPED
    }

    private static final int HOUR = 3600;
    private static final int SLOTS = 1024;

    private final ZoneRules rules;
    /** The local hours, counted from 1970, that have one offset from end to end, each in its slot. */
    private final long[] hours = new long[SLOTS];

    private final int[] offsets = new int[SLOTS];
    private Kind kind = Kind.PLAIN;

    LocalTimes(ZoneId zone) {
        rules = zone.getRules();
        Arrays.fill(hours, Long.MIN_VALUE);
    }

    /** How sure the last local time was. */
    Kind kind() {
        return kind;
    }

    /** What to subtract from a local time, in seconds since 1970-01-01T00:00 of that clock, to get epoch seconds. */
    int offset(long localSecond) {
        long hour = Math.floorDiv(localSecond, HOUR);
        int slot = (int) (hour & (SLOTS - 1));
        if (hours[slot] == hour) {
            kind = Kind.PLAIN;
            return offsets[slot];
        }
        LocalDateTime time = at(localSecond);
        List<ZoneOffset> valid = rules.getValidOffsets(time);
        if (valid.size() == 1) {
            kind = Kind.PLAIN;
            int offset = valid.get(0).getTotalSeconds();
            if (isUniform(hour * HOUR, valid.get(0))) {
                hours[slot] = hour;
                offsets[slot] = offset;
            }
            return offset;
        }
        kind = valid.isEmpty() ? Kind.SKIPPED : Kind.REPEATED;
        // In both cases the offset before the change: the first of two, or the one that moves on by the gap.
        ZoneOffsetTransition change = rules.getTransition(time);
        return change.getOffsetBefore().getTotalSeconds();
    }

    private boolean isUniform(long start, ZoneOffset offset) {
        List<ZoneOffset> only = List.of(offset);
        if (!rules.getValidOffsets(at(start)).equals(only)
                || !rules.getValidOffsets(at(start + HOUR - 1)).equals(only)) {
            return false;
        }
        Instant begin = Instant.ofEpochSecond(start - offset.getTotalSeconds());
        ZoneOffsetTransition next = rules.nextTransition(begin);
        return next == null || !next.getInstant().isBefore(begin.plusSeconds(HOUR));
    }

    private static LocalDateTime at(long localSecond) {
        return LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    }
}
