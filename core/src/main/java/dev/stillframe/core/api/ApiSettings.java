package dev.stillframe.core.api;

import java.time.Duration;

/**
 * What a deployment decides of its API.
 *
 * @param readingIsPublic whether anybody may read; otherwise every read needs a token
 * @param fallbackAfter how long past its expiry a snapshot is served before a newer fallback is
 * @param buildsPerMinute how many new builds one token, or one address without a token, may ask for in a minute
 */
public record ApiSettings(boolean readingIsPublic, Duration fallbackAfter, int buildsPerMinute) {
    /** Public, 15 minutes, 60. */
    public static final ApiSettings DEFAULT = new ApiSettings(true, Duration.ofMinutes(15), 60);
}
