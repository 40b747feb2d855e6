package dev.stillframe.core.settings;

import java.time.Duration;

/**
 * The settings of the server.
 *
 * @param reading {@code reading}: who may read
 * @param fallbackAfter {@code fallback_after}: how long past its expiry a snapshot is served before a newer fallback is, 0 to 7
 *     days
 * @param buildsPerMinute {@code builds_per_minute}: new builds that one token or address may ask for in a minute, 1 to 10,000
 * @param behindProxy {@code behind_proxy}: whether the client's address is the last element of {@code X-Forwarded-For}
 * @param archive {@code archive}: whether results that probers printed are kept byte for byte beside the samples made of them
 */
public record Serving(
        Reading reading, Duration fallbackAfter, int buildsPerMinute, boolean behindProxy, boolean archive) {
    /** What holds where nothing is set. */
    public static final Serving DEFAULT = new Serving(Reading.PUBLIC, Duration.ofMinutes(15), 60, false, false);

    /** Who may read. */
    public enum Reading {
        /** Everybody. */
        PUBLIC,
        /** Who has a token of any role. */
        TOKENS
    }
}
