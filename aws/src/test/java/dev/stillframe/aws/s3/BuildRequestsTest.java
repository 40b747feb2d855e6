package dev.stillframe.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.RequestCounter;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a build asks of S3, in requests: they are what it costs. */
class BuildRequestsTest {
    private static final Scope HOME = Scope.host("home");
    private static final long EVERY = Duration.ofMinutes(5).toMillis();

    private final ManualClock clock = new ManualClock(Instant.parse("2025-12-29T08:15:00Z"));
    private final Clients clients = S3Proxy.SERVER.clients();
    private final RequestCounter counter = clients.counter();
    private final Buckets buckets = TestServer.buckets(clients.s3());
    private final Ports ports =
            new Ports(new MemorySampleStore(), new MemoryCheckpointStore(), store(), new MemoryLeaseStore());

    private S3SnapshotStore store() {
        return new S3SnapshotStore(
                clients.s3(), buckets, () -> UUID.randomUUID().toString());
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @BeforeEach
    void history() {
        RandomGenerator random = Samples.random(1);
        List<Sample> samples = new ArrayList<>();
        for (long t = clock.millis() - Duration.ofDays(20).toMillis(); t < clock.millis(); t += EVERY) {
            samples.add(Sample.of("home", t, random.nextLong(100_000_000), random.nextLong(100_000_000), 11_200));
        }
        ports.samples().append(samples, "test");
    }

    private BuildOutcome build(Ports with) {
        counter.reset();
        return new Builder(
                        with, Metrics.BUILT_IN, clock, () -> UUID.randomUUID().toString())
                .build(HOME, BuildMode.ALL);
    }

    private void measure() {
        clock.advance(EVERY);
        ports.samples().append(List.of(Sample.of("home", clock.millis() - 1, 93_100, 40_200, 11_200)), "test");
    }

    @Test
    void a_build_after_one_sample_writes_each_file_once_and_reads_it_back_once() {
        assertThat(build(ports)).isInstanceOf(BuildOutcome.Built.class);
        measure();
        BuildOutcome outcome = build(ports);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        BuildOutcome.Built.class,
                        built -> assertThat(built.written()).isEqualTo(24));
        System.out.println("a build after one sample: " + counter.requests() + ", " + counter.bytes() + " bytes sent");
        // Written: 24 payloads staged, their index, 24 promoted, 24 metas, the manifest. Read: the manifest, 24 staged
        // payloads.
        // Listed: the public payloads and metas, whose tags are known; the versions.
        assertThat(counter.requests())
                .isEqualTo(Map.of("S3.PutObject", 74L + 10, "S3.GetObject", 25L, "S3.ListObjectsV2", 2L));
    }

    @Test
    void a_process_that_knows_nothing_yet_looks_at_each_file_once_more() {
        assertThat(build(ports)).isInstanceOf(BuildOutcome.Built.class);
        measure();
        Ports cold = new Ports(ports.samples(), ports.checkpoints(), store(), ports.leases());

        assertThat(build(cold)).isInstanceOf(BuildOutcome.Built.class);
        System.out.println("the same in a new process: " + counter.requests());
        assertThat(counter.requests())
                .containsEntry("S3.PutObject", 74L + 10)
                // Of the rollups, which a build does not look at, how they were before they are written.
                .containsEntry("S3.HeadObject", 10L);
        assertThat(counter.total()).isLessThanOrEqualTo(74 + 10 + 10 + 25 + 2 + 24 + 24);
    }

    @Test
    void a_build_with_nothing_to_do_writes_nothing() {
        assertThat(build(ports)).isInstanceOf(BuildOutcome.Built.class);

        assertThat(build(ports)).isInstanceOf(BuildOutcome.Unchanged.class);
        System.out.println("a build with nothing to do: " + counter.requests());
        assertThat(counter.requests()).doesNotContainKeys("S3.PutObject", "S3.DeleteObjects");
        assertThat(counter.bytes()).isZero();
        assertThat(counter.total()).isLessThanOrEqualTo(3);
    }
}
