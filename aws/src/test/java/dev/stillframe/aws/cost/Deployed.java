package dev.stillframe.aws.cost;

import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.aws.Place;
import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.aws.servers.ElasticMq;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.sqs.Queues;
import dev.stillframe.aws.sqs.SqsBuildQueue;
import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.api.Admission;
import dev.stillframe.core.api.Api;
import dev.stillframe.core.api.ApiParts;
import dev.stillframe.core.api.Call;
import dev.stillframe.core.api.Reply;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.port.CdnCache;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.refresh.Refreshes;
import dev.stillframe.core.schedule.Rounds;
import dev.stillframe.core.schedule.Work;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import dev.stillframe.testkit.ShownPages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** The whole edition on servers of tests, wired as the functions wire it, with everything counted that is sent. */
final class Deployed implements AutoCloseable {
    /** How often a host measures, in milliseconds. */
    static final long EVERY = Duration.ofMinutes(5).toMillis();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Later than the servers' clocks, which expire items by their own. */
    final ManualClock clock = new ManualClock(Instant.parse("2040-01-02T08:15:00Z"));

    final Clients clients;
    final AwsEdition edition;
    final Rounds rounds;
    final Work work;
    private final Api api;
    private final Map<String, String> headers;

    Deployed(Map<String, String> environment) {
        ClientSettings servers = S3Proxy.SERVER
                .settings()
                .with(
                        "dynamodb",
                        DynamoDbLocal.SERVER.settings().endpoint("dynamodb").orElseThrow())
                .with("sqs", ElasticMq.SERVER.settings().endpoint("sqs").orElseThrow());
        Place place = Place.of("cost-" + NUMBER.incrementAndGet());
        this.clients = new Clients(servers);
        var s3 = clients.s3();
        s3.createBucket(r -> r.bucket(place.buckets().publicName()));
        s3.createBucket(r -> r.bucket(place.buckets().privateName()));
        place.tables().create(clients.dynamodb());
        Queues queues = new Queues(place.deployment());
        queues.create(clients.sqs());
        this.edition =
                AwsEdition.open(place, clients, environment, settings -> ShownPages.PAGES, clock, DynamoDbLocal::id);
        RandomGenerator random = new Random(1);
        Refreshes refreshes = new Refreshes(
                edition.refreshes(), edition.snapshots(), clock, () -> Refresh.newId(random), asked -> {});
        Awake awake = new Awake(clock, edition.settings().rest(), edition.awake(), () -> {});
        this.rounds = new Rounds(edition, edition.awake(), edition.facts(), new SqsBuildQueue(clients.sqs(), queues));
        this.work = new Work(edition, awake, refreshes, CdnCache.NONE, problem -> {
            throw new IllegalStateException(problem);
        });
        PublicFiles files = new PublicFiles(edition.snapshots(), edition.committedFiles(), key -> {}, 1 << 20);
        this.api = new Api(
                ApiParts.of(edition, files, refreshes, awake::wake, problem -> {}, random), Duration.ofMillis(1));
        String token = new Tokens(edition.tokens(), clock, random)
                .issue(Role.COLLECTOR, host(0), Long.MAX_VALUE)
                .text();
        this.headers = Map.of("authorization", "Bearer " + token, "content-type", "application/json");
    }

    static String host(int number) {
        return "host-" + (1000 + number);
    }

    /** Hosts that have measured for some time, each five minutes, evenly spread. */
    void history(int hosts, Duration time) {
        RandomGenerator random = Samples.random(1);
        for (int i = 0; i < hosts; i++) {
            List<Sample> samples = new ArrayList<>();
            long phase = i * EVERY / hosts;
            for (long t = clock.millis() - time.toMillis() + phase; t < clock.millis(); t += EVERY) {
                samples.add(Sample.of(
                        host(i), t, random.nextLong(50_000, 100_000), random.nextLong(20_000, 40_000), 11_200));
            }
            edition.samples().append(samples, "token:" + host(i));
        }
    }

    /** The next sample of a host, as a collector sends it. */
    void upload() {
        String sample = String.format(
                Locale.ROOT,
                "[{\"host\":\"%s\",\"t\":%d,\"download\":93.1,\"upload\":40.2,\"ping\":11.2,\"jitter\":0.7,"
                        + "\"packet_loss\":0,\"connectionType\":\"Ethernet\"}]",
                host(0),
                clock.millis() - 1);
        Call call = new Call("POST", "/samples", "", headers, "192.0.2.7");
        Reply reply = api.admit(call).orElseThrow() instanceof Admission.Wanted wanted
                ? wanted.body().reply(sample.getBytes(StandardCharsets.UTF_8))
                : null;
        if (!(reply instanceof Reply.Whole whole) || whole.answer().status() != 202) {
            throw new IllegalStateException("refused: " + reply);
        }
    }

    /** What a round sends. */
    List<BuildTask> round() {
        return rounds.round();
    }

    @Override
    public void close() {
        clients.close();
    }
}
