package dev.stillframe.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Reads instants and days that a user names as the bounds of a span. */
final class Moments {
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    private Moments() {}

    /** Where a span begins, epoch milliseconds: at an instant, or with a day in a zone. */
    static long begin(String option, String text, ZoneId zone) {
        return read(option, text, zone, 0);
    }

    /** Where a span ends, epoch milliseconds, not included: at an instant, or with a day in a zone. */
    static long end(String option, String text, ZoneId zone) {
        return read(option, text, zone, 1);
    }

    private static long read(String option, String text, ZoneId zone, int days) {
        try {
            if (text.length() == 10) {
                LocalDate day = LocalDate.parse(text);
                if (!day.isBefore(EARLIEST) && !day.isAfter(LATEST)) {
                    return day.plusDays(days).atStartOfDay(zone).toInstant().toEpochMilli();
                }
            } else {
                return Instant.parse(text).toEpochMilli();
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Said below.
        }
        throw new WrongUse(option + " '" + text
                + "' is neither an instant such as 2025-12-29T08:15:00Z nor a day from 2000 on such as 2025-12-29");
    }
}
