package dev.stillframe.core.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates of RFC 9110, section 5.6.7: one form is written, three are understood. */
public final class HttpDate {
    private static final DateTimeFormatter FIXED =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US);
    private static final List<DateTimeFormatter> UNDERSTOOD = List.of(
            FIXED,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US));

    private HttpDate() {}

    /** The second in which an epoch millisecond lies. */
    public static String format(long millis) {
        return FIXED.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    }

    /** Epoch milliseconds of a date, empty where the text is none. */
    public static Optional<Long> parse(String text) {
        for (DateTimeFormatter form : UNDERSTOOD) {
            try {
                return Optional.of(LocalDateTime.parse(text.strip(), form)
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli());
            } catch (DateTimeException e) {
                // The next form may fit.
            }
        }
        return Optional.empty();
    }
}
