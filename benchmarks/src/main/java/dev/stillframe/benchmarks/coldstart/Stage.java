package dev.stillframe.benchmarks.coldstart;

import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.aws.Place;
import dev.stillframe.aws.dynamodb.DynamoFactStore;
import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.aws.servers.ElasticMq;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.aws.servers.VersityGw;
import dev.stillframe.aws.sqs.Queues;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.web.DeploymentPages;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** A deployment on servers of this machine, with a month of one host, built once: what the functions are started for. */
final class Stage implements AutoCloseable {
    /** The host with the samples. */
    static final String HOST = "home";

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final Duration HISTORY = Duration.ofDays(30);
    private static final int BATCH = 500;

    private final Map<String, String> environment;
    private final AwsEdition edition;
    private final LongFunction<Sample> samples;
    private final Clock clock = Clock.systemUTC();

    /** Starts the servers and fills them. Takes half a minute. */
    Stage(LongFunction<Sample> samples) {
        this.samples = samples;
        this.environment = Map.of(
                Place.NAME,
                "cold",
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                TestServer.KEY,
                "AWS_SECRET_ACCESS_KEY",
                TestServer.SECRET,
                "AWS_ENDPOINT_URL_S3",
                address(VersityGw.SERVER.orElseGet(() -> S3Proxy.SERVER)),
                "AWS_ENDPOINT_URL_DYNAMODB",
                address(DynamoDbLocal.SERVER),
                "AWS_ENDPOINT_URL_SQS",
                address(ElasticMq.SERVER));
        ClientSettings servers = ClientSettings.of(environment)
                .with(StaticCredentialsProvider.create(AwsBasicCredentials.create(TestServer.KEY, TestServer.SECRET)));
        FunctionSettings settings = new FunctionSettings(Place.of(environment), servers, environment);
        prepare(settings);
        this.edition = settings.open(DeploymentPages::of, clock);
        fill();
    }

    private static String address(TestServer server) {
        return server.settings().endpoint("any").map(URI::toString).orElseThrow();
    }

    private static void prepare(FunctionSettings settings) {
        Place place = settings.place();
        try (Clients clients = new Clients(settings.clients())) {
            S3Client s3 = clients.s3();
            s3.createBucket(r -> r.bucket(place.buckets().publicName()));
            s3.createBucket(r -> r.bucket(place.buckets().privateName()));
            place.tables().create(clients.dynamodb());
            new Queues(place.deployment()).create(clients.sqs());
            // The check of the stores is done once for a deployment, not at each start; a server in memory does not
            // pass it.
            new DynamoFactStore(clients.dynamodb(), place.tables(), () -> "benchmark")
                    .put("stores-checked", clients.target() + " " + place.buckets());
        }
    }

    private void fill() {
        long now = clock.millis();
        List<Sample> batch = new ArrayList<>();
        for (long t = now - HISTORY.toMillis(); t < now; t += STEP.toMillis()) {
            batch.add(samples.apply(t));
            if (batch.size() == BATCH) {
                edition.samples().append(batch, "upload");
                batch.clear();
            }
        }
        edition.samples().append(batch, "upload");
        for (Scope scope : edition.scopes()) {
            edition.builder().build(scope, BuildMode.ALL);
        }
        edition.publishDirectory();
    }

    /** One more sample of the host, so that there is something to build. */
    void arrive() {
        edition.samples().append(List.of(samples.apply(clock.millis())), "upload");
    }

    /** What a function must find in its environment. */
    Map<String, String> environment() {
        return environment;
    }

    @Override
    public void close() {
        edition.close();
    }
}
