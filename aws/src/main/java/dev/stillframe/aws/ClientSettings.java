package dev.stillframe.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * How the services are reached.
 *
 * @param region such as {@code eu-central-1}; for servers that know no regions any name
 * @param endpoint of a compatible server, null for AWS itself
 * @param pathStyle whether the bucket stands in the path and not in the server's name; most compatible servers need it
 * @param credentials null for the default chain: environment, profile, role of the function or machine
 * @param attemptTimeout for one attempt of a request, answer included
 * @param timeout for a request with all its attempts
 * @param attempts how often a request is tried in all, from 1
 * @param backoff what the pause before the second attempt is drawn from; it doubles up to 2 s
 */
public record ClientSettings(
        String region,
        @Nullable URI endpoint,
        boolean pathStyle,
        @Nullable AwsCredentialsProvider credentials,
        Duration attemptTimeout,
        Duration timeout,
        int attempts,
        Duration backoff) {
    private static final Duration ATTEMPT = Duration.ofSeconds(8);
    private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(25);
    private static final int ATTEMPTS = 4;
    private static final Duration BACKOFF = Duration.ofMillis(100);

    /**
     * AWS itself: 8 s for an attempt, 25 s and 4 attempts for a request, so that a build that meets a slow store in each of its
     * rounds has failed before its lease of two minutes is over.
     */
    public static ClientSettings aws(String region) {
        return new ClientSettings(region, null, false, null, ATTEMPT, ALL_ATTEMPTS, ATTEMPTS, BACKOFF);
    }

    /** A compatible server at an address, with the bucket in the path; otherwise as {@link #aws}. */
    public static ClientSettings compatible(URI endpoint, String region) {
        return new ClientSettings(region, endpoint, true, null, ATTEMPT, ALL_ATTEMPTS, ATTEMPTS, BACKOFF);
    }

    /** The same with other credentials. */
    public ClientSettings with(AwsCredentialsProvider other) {
        return new ClientSettings(region, endpoint, pathStyle, other, attemptTimeout, timeout, attempts, backoff);
    }

    /** The same with other retries. */
    public ClientSettings retried(int times, Duration pause) {
        return new ClientSettings(region, endpoint, pathStyle, credentials, attemptTimeout, timeout, times, pause);
    }

    /** Where requests go, for messages. */
    public String target() {
        return endpoint == null ? "AWS " + region : endpoint.toString();
    }
}
