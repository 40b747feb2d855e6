package dev.stillframe.core.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final String KEY = "latest_1d_100.json";
    private static final String META = "latest_1d_100.meta.json";

    private long now = NOW;
    private final MemorySampleStore samples = new MemorySampleStore();
    private final MemoryCheckpointStore checkpoints = new MemoryCheckpointStore();
    private final MemorySnapshotStore snapshots = new MemorySnapshotStore(() -> Instant.ofEpochMilli(now));
    private final Ports ports = new Ports(samples, checkpoints, snapshots, new MemoryLeaseStore());
    private int ids;

    @BeforeEach
    void build() {
        samples.append(
                List.of(
                        Sample.of("home", NOW - 1_000, 93_100, 40_200, 11_200),
                        Sample.of("home", NOW - 90_000_000, 50_000),
                        Sample.failed("home", NOW - 5_000, "no route")),
                "test");
        assertThat(buildAt(NOW, BuildMode.ALL)).isInstanceOf(BuildOutcome.Built.class);
    }

    private BuildOutcome buildAt(long instant, BuildMode mode) {
        now = instant;
        return new Builder(ports, Metrics.BUILT_IN, () -> Instant.ofEpochMilli(now), () -> "build-" + ++ids)
                .build(Scope.ALL, mode);
    }

    private List<String> differences() {
        return new Verifier(ports, Metrics.BUILT_IN).verify(Scope.ALL).differences();
    }

    private void foundAndMended(String where) {
        assertThat(differences()).anySatisfy(d -> assertThat(d).contains(where));
        assertThat(buildAt(now + 60_000, BuildMode.DUE)).isInstanceOf(BuildOutcome.Built.class);
        assertThat(differences()).isEmpty();
    }

    @Test
    void what_was_built_is_right() {
        Verifier.Findings findings = new Verifier(ports, Metrics.BUILT_IN).verify(Scope.ALL);

        assertThat(findings.differences()).isEmpty();
        assertThat(findings.build()).isEqualTo(1);
        // Beside snapshots and manifest: two hours, two days, two weeks, a month, a year, five series.
        assertThat(findings.files()).isEqualTo(49 + 13);
        assertThat(findings.samples()).isEqualTo(3);
    }

    @Test
    void files_of_different_builds_are_verified_each_at_its_own_instant() {
        samples.append(List.of(Sample.of("home", NOW + 30_000, 1)), "test");
        buildAt(NOW + 60_000, BuildMode.DUE);
        samples.append(List.of(Sample.of("home", NOW - 2_000, 1)), "test");
        buildAt(NOW + 120_000, BuildMode.DUE);

        assertThat(differences()).isEmpty();
    }

    @Test
    void nothing_built_is_said() {
        assertThat(new Verifier(ports, Metrics.BUILT_IN)
                        .verify(Scope.host("home"))
                        .differences())
                .singleElement()
                .asString()
                .contains("nothing is built");
    }

    @Test
    void a_missing_payload_is_found_and_mended() {
        snapshots.lose(KEY);
        foundAndMended(KEY);
    }

    @Test
    void a_missing_meta_is_found_and_mended() {
        snapshots.lose(META);
        foundAndMended(META);
    }

    @Test
    void a_missing_manifest_is_found_and_mended() {
        snapshots.lose(Manifest.key(Scope.ALL));
        foundAndMended("manifest.json");
    }

    @Test
    void a_missing_version_is_found_and_mended() {
        snapshots.expire(Scope.ALL, Set.of(), Long.MAX_VALUE);
        foundAndMended(META);
    }

    @Test
    void another_content_is_found() {
        try (Gzip gzip = new Gzip()) {
            byte[] body = gzip.compress("{}".getBytes(StandardCharsets.UTF_8), 1);
            snapshots.publish(1, List.of(new StoredObject(KEY, body, true)));
        }
        assertThat(differences()).anySatisfy(d -> assertThat(d).startsWith(KEY));
    }

    @Test
    void bytes_that_are_no_gzip_are_found() {
        snapshots.publish(1, List.of(new StoredObject(KEY, new byte[300], true)));
        assertThat(differences()).anySatisfy(d -> assertThat(d).startsWith(KEY));
    }

    @Test
    void a_meta_that_says_other_things_is_found() {
        SnapshotId id = SnapshotId.of(Scope.ALL).get(9);
        Meta meta = Meta.parse(id, snapshots.read(META).orElseThrow().object().body());
        Meta other = new Meta(
                id,
                1,
                NOW,
                meta.points() + 1,
                meta.samples(),
                meta.lastSampleAt(),
                meta.versionId(),
                meta.stage(),
                meta.checksum(),
                meta.bytes(),
                null);
        snapshots.publish(1, List.of(new StoredObject(META, other.toJson(), false)));

        assertThat(id.metaKey()).isEqualTo(META);
        assertThat(differences()).anySatisfy(d -> assertThat(d).startsWith(META));
    }

    @Test
    void a_sample_that_was_counted_wrongly_is_found() {
        // As if a sample had got into the store without a number of its own.
        Ports other = new Ports(new MemorySampleStore(), checkpoints, snapshots, ports.leases());

        assertThat(new Verifier(other, Metrics.BUILT_IN).verify(Scope.ALL).differences())
                .anySatisfy(d -> assertThat(d).contains("the samples give 0 samples"));
    }

    @Test
    void a_lost_or_damaged_state_is_found_and_mended() {
        CheckpointStore.Root stored = checkpoints.load(Scope.ALL).orElseThrow();
        checkpoints.replace(Scope.ALL, stored.version(), stored.bytes(), List.of(), List.of());
        foundAndMended("state");
    }

    @Test
    void a_root_that_cannot_be_read_is_found_and_mended() {
        CheckpointStore.Root stored = checkpoints.load(Scope.ALL).orElseThrow();
        checkpoints.replace(Scope.ALL, stored.version(), new byte[50], List.of(), List.of());
        foundAndMended("root");
    }

    @Test
    void other_metrics_are_said_and_the_next_build_follows_them() {
        Metrics more = Metrics.builtInAnd(List.of(new Metric("temp", "°C", 2, 1, -1, 1, Metric.Better.NEITHER)));
        Verifier verifier = new Verifier(ports, more);
        assertThat(verifier.verify(Scope.ALL).differences())
                .anySatisfy(d -> assertThat(d).contains("other metrics"));
        new Builder(ports, more, () -> Instant.ofEpochMilli(now), () -> "build-" + ++ids)
                .build(Scope.ALL, BuildMode.DUE);

        assertThat(verifier.verify(Scope.ALL).differences()).isEmpty();
    }
}
