package dev.stillframe.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;

/**
 * How the services are reached.
 *
 * @param region such as {@code eu-central-1}; for servers that know no regions any name
 * @param endpoint of a compatible server, null for AWS itself
 * @param endpoints of compatible servers by service, such as {@code s3}; for the others the one above holds
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
        Map<String, URI> endpoints,
        boolean pathStyle,
        @Nullable AwsCredentialsProvider credentials,
        Duration attemptTimeout,
        Duration timeout,
        int attempts,
        Duration backoff) {
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";
    private static final String REGION = "AWS_REGION";
    private static final String DEFAULT_REGION = "AWS_DEFAULT_REGION";
    private static final String KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String SESSION = "AWS_SESSION_TOKEN";
    /** Compatible servers know no regions, but requests are signed for one. */
    private static final String ANY_REGION = "us-east-1";

    private static final Duration ATTEMPT = Duration.ofSeconds(8);
    private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(25);
    private static final int ATTEMPTS = 4;
    private static final Duration BACKOFF = Duration.ofMillis(100);

    /** Copies the endpoints. */
    public ClientSettings {
        endpoints = Map.copyOf(endpoints);
    }

    /**
     * AWS itself: 8 s for an attempt, 25 s and 4 attempts for a request, so that a build that meets a slow store in each of its
     * rounds has failed before its lease of two minutes is over.
     */
    public static ClientSettings aws(String region) {
        return new ClientSettings(region, null, Map.of(), false, null, ATTEMPT, ALL_ATTEMPTS, ATTEMPTS, BACKOFF);
    }

    /** A compatible server at an address, with the bucket in the path; otherwise as {@link #aws}. */
    public static ClientSettings compatible(URI endpoint, String region) {
        return new ClientSettings(region, endpoint, Map.of(), true, null, ATTEMPT, ALL_ATTEMPTS, ATTEMPTS, BACKOFF);
    }

    /**
     * As the environment says, in the variables that every SDK of AWS knows: {@code AWS_REGION} or {@code AWS_DEFAULT_REGION},
     * {@code AWS_ENDPOINT_URL} for all services of a compatible server, {@code AWS_ENDPOINT_URL_S3} and the like for one (AWS SDKs
     * and Tools Reference Guide, "Service-specific endpoints"). Where S3 is a compatible server, buckets stand in the path.
     *
     * @throws IllegalArgumentException when there is no region, or an endpoint is none
     */
    public static ClientSettings of(Map<String, String> environment) {
        String region = environment.getOrDefault(REGION, environment.getOrDefault(DEFAULT_REGION, ""));
        if (region.isEmpty()) {
            throw new IllegalArgumentException(
                    "AWS_REGION is not set: it says where the deployment is, such as eu-central-1");
        }
        String all = environment.get(ENDPOINT);
        Map<String, URI> endpoints = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(ENDPOINT + "_")) {
                endpoints.put(name.substring(ENDPOINT.length() + 1).toLowerCase(Locale.ROOT), endpoint(name, value));
            }
        });
        return new ClientSettings(
                region,
                all == null ? null : endpoint(ENDPOINT, all),
                endpoints,
                all != null || endpoints.containsKey("s3"),
                null,
                ATTEMPT,
                ALL_ATTEMPTS,
                ATTEMPTS,
                BACKOFF);
    }

    /**
     * As {@link #of(Map)}, for people: an option wins over the environment; the region may also be that of the profile, and where one
     * compatible server is named for all services it may be missing. Credentials in the environment need no search for others.
     *
     * @param region null where no option says it
     * @param server the endpoint of all services; null where no option says it
     * @throws IllegalArgumentException when there is no region, or an endpoint is none
     */
    public static ClientSettings of(Map<String, String> environment, @Nullable String region, @Nullable String server) {
        Map<String, String> all = new TreeMap<>(environment);
        if (server != null) {
            all.keySet().removeIf(name -> name.startsWith(ENDPOINT));
            all.put(ENDPOINT, endpoint("the endpoint", server).toString());
        }
        if (region != null) {
            all.put(REGION, region);
        } else if (!all.containsKey(REGION) && !all.containsKey(DEFAULT_REGION)) {
            String ofProfile = regionOfProfile();
            if (!ofProfile.isEmpty()) {
                all.put(REGION, ofProfile);
            } else if (all.containsKey(ENDPOINT)) {
                all.put(REGION, ANY_REGION);
            }
        }
        ClientSettings settings = of(all);
        String key = environment.getOrDefault(KEY, "");
        String secret = environment.getOrDefault(SECRET, "");
        String session = environment.getOrDefault(SESSION, "");
        if (key.isEmpty() || secret.isEmpty()) {
            return settings;
        }
        return settings.with(StaticCredentialsProvider.create(
                session.isEmpty()
                        ? AwsBasicCredentials.create(key, secret)
                        : AwsSessionCredentials.create(key, secret, session)));
    }

    private static String regionOfProfile() {
        try {
            Region region = new AwsProfileRegionProvider().getRegion();
            return region == null ? "" : region.id();
        } catch (SdkException e) {
            // There is no profile, or it names none.
            return "";
        }
    }

    private static URI endpoint(String name, String value) {
        try {
            URI uri = URI.create(value);
            if (uri.getHost() != null && uri.getScheme() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IllegalArgumentException(name + "='" + value + "' is not an address such as http://127.0.0.1:4566");
    }

    /** Where a service is reached; empty for AWS itself. */
    public Optional<URI> endpoint(String service) {
        URI own = endpoints.get(service);
        return Optional.ofNullable(own == null ? endpoint : own);
    }

    /** The same with another endpoint for one service. */
    public ClientSettings with(String service, URI other) {
        Map<String, URI> all = new TreeMap<>(endpoints);
        all.put(service, other);
        return new ClientSettings(
                region, endpoint, all, pathStyle, credentials, attemptTimeout, timeout, attempts, backoff);
    }

    /** The same with other credentials. */
    public ClientSettings with(AwsCredentialsProvider other) {
        return new ClientSettings(
                region, endpoint, endpoints, pathStyle, other, attemptTimeout, timeout, attempts, backoff);
    }

    /** The same with other retries. */
    public ClientSettings retried(int times, Duration pause) {
        return new ClientSettings(
                region, endpoint, endpoints, pathStyle, credentials, attemptTimeout, timeout, times, pause);
    }

    /** Where requests go, for messages. */
    public String target() {
        return endpoint == null ? "AWS " + region : endpoint + ", region " + region;
    }
}
