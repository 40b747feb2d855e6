package dev.stillframe.core.ingest;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/**
 * Reads the stamps of logs: ISO 8601 with T or a blank, seconds and their fraction optional, with Z, UTC, an offset or, in the
 * given zone, nothing; seconds since 1970 of 10 digits, with or without a fraction; milliseconds since 1970 of 13. What is
 * finer than milliseconds is cut off. For use by one thread.
 */
final class Stamp {
    /** The answer for a text that is no stamp. */
    static final long NONE = Long.MIN_VALUE;

    private static final int MAX_LENGTH = 80;

    private final LocalTimes zone;
    private boolean local;
    private int at;

    Stamp(ZoneId zone) {
        this.zone = new LocalTimes(zone);
    }

    /** How the zone read the last stamp; plain where it named its own offset. */
    LocalTimes.Kind kind() {
        return local ? zone.kind() : LocalTimes.Kind.PLAIN;
    }

    /** The epoch milliseconds of the stamp in {@code text[from..to)}, without blanks around it, or {@link #NONE}. */
    long parse(byte[] text, int from, int to) {
        local = false;
        int length = to - from;
        if (length < 10 || length > MAX_LENGTH || digit(text[from]) < 0) {
            return NONE;
        }
        if (text[from + 4] != '-') {
            return epoch(text, from, to);
        }
        long millis = iso(text, from, to);
        return millis != NONE ? millis : other(text, from, to);
    }

    private static long epoch(byte[] text, int from, int to) {
        long number = 0;
        int i = from;
        for (; i < to && digit(text[i]) >= 0; i++) {
            if (i - from >= 13) {
                return NONE;
            }
            number = number * 10 + digit(text[i]);
        }
        int digits = i - from;
        if (digits != 10 && digits != 13) {
            return NONE;
        }
        long millis = digits == 13 ? number : number * 1000;
        if (i == to) {
            return millis;
        }
        int end = endOfFraction(text, i, to);
        return end != to ? NONE : digits == 13 ? millis : millis + millisOfFraction(text, i, end);
    }

    private long iso(byte[] text, int from, int to) {
        if (to - from < 16 || text[from + 7] != '-' || text[from + 13] != ':') {
            return NONE;
        }
        byte separator = text[from + 10];
        int year = two(text, from) * 100 + two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        if ((separator != 'T' && separator != ' ' && separator != 't')
                || year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 31
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || (day > 28 && day > lengthOfMonth(year, month))) {
            return NONE;
        }
        int second = 0;
        int millis = 0;
        at = from + 16;
        if (at + 2 < to && text[at] == ':') {
            second = two(text, at + 1);
            if (second < 0 || second > 59) {
                return NONE;
            }
            at += 3;
            int end = endOfFraction(text, at, to);
            millis = millisOfFraction(text, at, end);
            at = end;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second;
        if (at == to) {
            local = true;
            return (seconds - zone.offset(seconds)) * 1000 + millis;
        }
        int offset = offset(text, to);
        return offset == Integer.MIN_VALUE ? NONE : (seconds - offset) * 1000 + millis;
    }

    /** The offset in seconds that stands between {@link #at} and the end, or {@link Integer#MIN_VALUE}. */
    private int offset(byte[] text, int to) {
        int i = at;
        if (text[i] == ' ') {
            i++;
        }
        int length = to - i;
        if (length == 1 && (text[i] == 'Z' || text[i] == 'z')) {
            return 0;
        }
        if (length == 3
                && ((text[i] == 'U' && text[i + 1] == 'T' && text[i + 2] == 'C')
                        || (text[i] == 'G' && text[i + 1] == 'M' && text[i + 2] == 'T'))) {
            return 0;
        }
        boolean colon = length == 6 && text[i + 3] == ':';
        if ((length != 3 && length != 5 && !colon) || (text[i] != '+' && text[i] != '-')) {
            return Integer.MIN_VALUE;
        }
        int hours = two(text, i + 1);
        int minutes = length == 3 ? 0 : two(text, to - 2);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return text[i] == '-' ? -seconds : seconds;
    }

    /** What is rare, and what the library knows: offsets with seconds, named zones in brackets. */
    private long other(byte[] text, int from, int to) {
        if (to - from < 16 || text[from + 7] != '-' || (text[from + 10] != 'T' && text[from + 10] != 't')) {
            return NONE;
        }
        try {
            TemporalAccessor parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    new String(text, from, to - from, StandardCharsets.ISO_8859_1),
                    ZonedDateTime::from,
                    LocalDateTime::from);
            if (parsed instanceof ZonedDateTime zoned) {
                return zoned.toInstant().toEpochMilli();
            }
            return NONE;
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    /** Where a fraction that begins with a point or comma ends; {@code from} where there is none. */
    private static int endOfFraction(byte[] text, int from, int to) {
        if (from + 1 >= to || (text[from] != '.' && text[from] != ',') || digit(text[from + 1]) < 0) {
            return from;
        }
        int i = from + 1;
        while (i < to && digit(text[i]) >= 0) {
            i++;
        }
        return i;
    }

    private static int millisOfFraction(byte[] text, int from, int end) {
        int millis = 0;
        for (int i = 1; i <= 3 && end > from; i++) {
            millis = millis * 10 + (from + i < end ? digit(text[from + i]) : 0);
        }
        return millis;
    }

    private static int lengthOfMonth(int year, int month) {
        if (month == 2) {
            return IsoChronology.INSTANCE.isLeapYear(year) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** The number of two digits, or one below -9 where there are none. */
    private static int two(byte[] text, int at) {
        int tens = digit(text[at]);
        int ones = digit(text[at + 1]);
        return tens < 0 || ones < 0 ? -100_000 : tens * 10 + ones;
    }

    private static int digit(byte b) {
        return b >= '0' && b <= '9' ? b - '0' : -1;
    }
}
