package dev.stillframe.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Until when something is good, as a user says it. */
final class Expiry {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,5})([hd])");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private Expiry() {}

    /** Epoch milliseconds of {@code 90d}, {@code 12h} or an instant; {@link Long#MAX_VALUE} for none. */
    static long of(@Nullable String text, long now) {
        if (text == null) {
            return Long.MAX_VALUE;
        }
        Matcher span = SPAN.matcher(text);
        try {
            Instant until = span.matches()
                    ? Instant.ofEpochMilli(now).plus(length(Long.parseLong(span.group(1)), span.group(2)))
                    : Instant.parse(text);
            if (until.toEpochMilli() > now && until.isBefore(LATEST)) {
                return until.toEpochMilli();
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // Said below.
        }
        throw new WrongUse("--expires '" + text
                + "' is not a time to come: write 90d, 12h, or an instant such as 2027-01-31T00:00:00Z");
    }

    private static Duration length(long count, String unit) {
        return unit.equals("h") ? Duration.ofHours(count) : Duration.ofDays(count);
    }
}
