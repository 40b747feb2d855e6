package dev.stillframe.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.Tampering;
import dev.stillframe.aws.servers.Tampering.Fault;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import dev.stillframe.testkit.ShownPages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole builds of the core on S3. */
class BuildsUnderFaultsTest {
    private static final long SEED = 20251229;
    private static final Scope HOME = Scope.host("home");

    private final ClientSettings settings = S3Proxy.SERVER.settings().retried(2, Duration.ZERO);
    private final Tampering network = new Tampering(settings);
    private final Clients clients = new Clients(settings, network);
    private final Buckets buckets = TestServer.buckets(clients.s3());
    private final ManualClock clock = new ManualClock(Instant.parse("2025-12-29T08:15:00Z"));
    private final Samples samples = new Samples(SEED);

    @AfterEach
    void close() {
        clients.close();
    }

    private SnapshotStore store() {
        return new S3SnapshotStore(
                clients.s3(), buckets, () -> UUID.randomUUID().toString());
    }

    private static Ports ports(SnapshotStore snapshots) {
        return new Ports(new MemorySampleStore(), new MemoryCheckpointStore(), snapshots, new MemoryLeaseStore());
    }

    private BuildOutcome build(Ports ports, BuildMode mode) {
        return new Builder(
                        ports,
                        Metrics.BUILT_IN,
                        Rules.USUAL,
                        ShownPages.PAGES,
                        clock,
                        () -> UUID.randomUUID().toString())
                .build(HOME, mode);
    }

    private void measure(List<Ports> all) {
        clock.advance(Duration.ofMinutes(5));
        List<Sample> batch = List.of(samples.at("home", clock.millis() - 1));
        all.forEach(ports -> ports.samples().append(batch, "test"));
    }

    @Test
    void the_same_samples_give_the_same_bytes_as_in_memory() {
        Ports here = ports(store());
        Ports inMemory = ports(new MemorySnapshotStore(clock));
        for (int i = 0; i < 4; i++) {
            measure(List.of(here, inMemory));
            assertThat(build(here, BuildMode.DUE)).isInstanceOf(BuildOutcome.Built.class);
            assertThat(build(inMemory, BuildMode.DUE)).isInstanceOf(BuildOutcome.Built.class);
        }

        for (String key : keys()) {
            SnapshotStore.Published on = here.snapshots().read(key).orElseThrow();
            SnapshotStore.Published expected = inMemory.snapshots().read(key).orElseThrow();
            assertThat(on.object().body()).as(key).isEqualTo(expected.object().body());
            assertThat(on.object().gzip()).isEqualTo(expected.object().gzip());
            assertThat(on.number()).isEqualTo(expected.number());
            assertThat(on.versionId()).isEqualTo(expected.versionId());
        }
    }

    @Test
    void whatever_the_network_does_no_payload_goes_back_and_a_calm_build_repairs_everything() {
        RandomGenerator random = Samples.random(SEED);
        Ports first = ports(store());
        Ports second = new Ports(first.samples(), first.checkpoints(), store(), first.leases());
        SnapshotStore reader = store();
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, Long> seen = new HashMap<>();
        for (int i = 0; i < 25; i++) {
            measure(List.of(first));
            int trouble = i % 5;
            network.faults(request -> fault(random, trouble));
            BuildOutcome outcome = build(i % 3 == 0 ? second : first, BuildMode.ALL);
            outcomes.merge(outcome.getClass().getSimpleName(), 1, Integer::sum);
            network.faults(request -> Fault.NONE);
            Map<String, SnapshotStore.Published> published = reader.read(keys());
            assertThat(published.keySet()).containsAll(seen.keySet());
            for (SnapshotId id : SnapshotId.of(HOME)) {
                SnapshotStore.Published payload = published.get(id.key());
                if (payload != null) {
                    long number = Gzip.build(payload.object().body());
                    assertThat(number).isEqualTo(payload.number());
                    assertThat(number).isGreaterThanOrEqualTo(seen.getOrDefault(id.key(), 0L));
                    seen.put(id.key(), number);
                }
            }
        }
        System.out.println("25 builds in trouble: " + outcomes);
        assertThat(outcomes).containsKeys("Built", "Failed");
        clock.advance(Duration.ofMinutes(5));
        assertThat(build(first, BuildMode.REFRESH)).isInstanceOf(BuildOutcome.Built.class);

        Ports fresh = new Ports(first.samples(), first.checkpoints(), store(), first.leases());
        assertThat(new Verifier(fresh, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES)
                        .verify(HOME)
                        .differences())
                .isEmpty();
        assertThat(build(fresh, BuildMode.DUE)).isInstanceOf(BuildOutcome.Unchanged.class);
    }

    /** In one of five builds no fault; in the others one of some 300, 100, 30 and 10 attempts. */
    private static Fault fault(RandomGenerator random, int trouble) {
        int[] oneOf = {Integer.MAX_VALUE, 300, 100, 30, 10};
        synchronized (random) {
            List<Fault> faults = List.of(Fault.THROTTLED, Fault.FAILED, Fault.FAILED_AFTER, Fault.LOST_ANSWER);
            return random.nextInt(oneOf[trouble]) == 0 ? faults.get(random.nextInt(faults.size())) : Fault.NONE;
        }
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (SnapshotId id : SnapshotId.of(HOME)) {
            keys.add(id.key());
            keys.add(id.metaKey());
        }
        keys.add(Manifest.key(HOME));
        return keys;
    }
}
