package dev.stillframe.aws;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The one place that makes clients of the services. All of one instance share their connections and are counted together. */
public final class Clients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final ClientSettings settings;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final RequestCounter counter = new RequestCounter();
    private final CapacityCounter capacity = new CapacityCounter();

    /** Clients with connections of their own. */
    public Clients(ClientSettings settings) {
        this(settings, connections(settings));
    }

    /** Clients that send through something else, such as one that makes requests fail. It is closed with them. */
    public Clients(ClientSettings settings, SdkHttpClient http) {
        this.settings = settings;
        this.http = http;
        AwsCredentialsProvider given = settings.credentials();
        this.credentials = given == null ? DefaultCredentialsProvider.builder().build() : given;
    }

    /** Plain connections with the time limits of the settings. */
    public static SdkHttpClient connections(ClientSettings settings) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(settings.attemptTimeout())
                .build();
    }

    /**
     * A client for S3. Bodies are sent in one piece and with no checksum that S3 does not ask for: compatible servers store
     * the encoding of pieces as a part of {@code Content-Encoding}. They are small, so nobody waits for a "continue" first.
     */
    public S3Client s3() {
        var builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(overrides())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build());
        settings.endpoint("s3").ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** A client for SQS. */
    public SqsClient sqs() {
        var builder = SqsClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(overrides());
        settings.endpoint("sqs").ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** A client for DynamoDB. */
    public DynamoDbClient dynamodb() {
        return dynamodb(List.of());
    }

    /** A client for DynamoDB whose requests pass through interceptors, such as some that make them fail. */
    public DynamoDbClient dynamodb(List<ExecutionInterceptor> interceptors) {
        ClientOverrideConfiguration.Builder overrides = overrides().toBuilder();
        overrides.addExecutionInterceptor(capacity);
        interceptors.forEach(overrides::addExecutionInterceptor);
        var builder = DynamoDbClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(overrides.build());
        settings.endpoint("dynamodb").ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private ClientOverrideConfiguration overrides() {
        RetryStrategy retries = StandardRetryStrategy.builder()
                .maxAttempts(settings.attempts())
                .backoffStrategy(pauses())
                .throttlingBackoffStrategy(pauses())
                .build();
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(settings.attemptTimeout())
                .apiCallTimeout(settings.timeout())
                .retryStrategy(retries)
                .addExecutionInterceptor(counter)
                .build();
    }

    private BackoffStrategy pauses() {
        return settings.backoff().isZero()
                ? BackoffStrategy.retryImmediately()
                : BackoffStrategy.exponentialDelay(settings.backoff(), LONGEST_PAUSE);
    }

    /** The connections, for a service that has no client here. What goes over them is not counted. */
    public SdkHttpClient http() {
        return http;
    }

    /** Whose requests these are. */
    public AwsCredentialsProvider credentials() {
        return credentials;
    }

    /** How the services are reached. */
    public ClientSettings settings() {
        return settings;
    }

    /** What was sent by all clients made here. */
    public RequestCounter counter() {
        return counter;
    }

    /** What DynamoDB bills for it. */
    public CapacityCounter capacity() {
        return capacity;
    }

    /** Where requests go, for messages. */
    public String target() {
        return settings.target();
    }

    /** Closes the connections. Clients made here are of no use any more. */
    @Override
    public void close() {
        http.close();
        if (credentials instanceof AutoCloseable closeable && settings.credentials() == null) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("the credentials' refresh could not be ended", e);
            }
        }
    }
}
