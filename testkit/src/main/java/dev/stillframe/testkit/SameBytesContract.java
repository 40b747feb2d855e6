package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Checksum;
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
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.read.PageKeys;
import dev.stillframe.core.rollup.Rules;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The same samples give the same bytes on every edition: each is compared with the one in memory, file by file as stored, and all of them with
 * one digest, since editions that share no test could otherwise differ together.
 */
public abstract class SameBytesContract {
    /** Of all payloads before they are compressed, which is the same on every Java machine. Never edited: it is that of the format 1. */
    private static final String DIGEST = "sha256:57a06d5fbd60c945455e5a02c9c8882b263677f2c12f17efc8c2d2d4709064dc";

    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final List<Scope> SCOPES = List.of(Scope.ALL, Scope.host("attic"), Scope.host("cellar"));
    private static final int PIECES = 3;

    /** The contract. */
    protected SameBytesContract() {}

    /** The ports of an empty deployment. */
    protected abstract Ports ports(ManualClock clock);

    private static List<Sample> history() {
        Samples samples = new Samples(20251229);
        List<Sample> all = new ArrayList<>();
        all.addAll(samples.steady("attic", NOW - 400 * DAY, NOW - 10 * DAY, 1_211 * MINUTE));
        all.addAll(samples.steady("cellar", NOW - 395 * DAY, NOW - DAY, 1_307 * MINUTE));
        all.addAll(samples.steady("attic", NOW - 2 * DAY, NOW, 7 * MINUTE));
        all.addAll(samples.steady("cellar", NOW - 100 * MINUTE, NOW, MINUTE / 2));
        all.sort(Comparator.comparingLong(Sample::t));
        return all;
    }

    /** Every public file of every scope, as stored. */
    private static Map<String, byte[]> published(Ports ports, ManualClock clock) {
        int[] ids = {0};
        Builder builder = new Builder(
                ports, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES, clock, () -> "same-bytes-" + ++ids[0]);
        List<Sample> history = history();
        int done = 0;
        for (int piece = 1; piece <= PIECES; piece++) {
            int end = history.size() * piece / PIECES;
            ports.samples().append(history.subList(done, end), "test");
            done = end;
            for (Scope scope : SCOPES) {
                assertThat(builder.build(scope, BuildMode.ALL)).isInstanceOf(BuildOutcome.Built.class);
            }
        }
        Map<String, byte[]> files = new TreeMap<>();
        for (Scope scope : SCOPES) {
            List<String> keys = new ArrayList<>(List.of(Manifest.key(scope)));
            for (SnapshotId id : SnapshotId.of(scope)) {
                keys.add(id.key());
                keys.add(id.metaKey());
            }
            keys.addAll(PageKeys.of(scope));
            keys.forEach(key -> files.put(
                    key, ports.snapshots().read(key).orElseThrow().object().body()));
        }
        return files;
    }

    private static String digest(Map<String, byte[]> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Scope scope : SCOPES) {
            for (SnapshotId id : SnapshotId.of(scope)) {
                all.writeBytes(id.key().getBytes(StandardCharsets.UTF_8));
                all.writeBytes(Gzip.decompress(Objects.requireNonNull(files.get(id.key())), 1 << 20));
            }
        }
        return Checksum.of(all.toByteArray());
    }

    @Test
    void the_same_samples_give_the_same_bytes_as_on_every_edition() {
        ManualClock clock = new ManualClock(NOW);
        Map<String, byte[]> here = published(ports(clock), clock);
        Map<String, byte[]> reference = published(
                new Ports(
                        new MemorySampleStore(),
                        new MemoryCheckpointStore(),
                        new MemorySnapshotStore(clock),
                        new MemoryLeaseStore()),
                clock);

        assertThat(here).hasSize(3 * 49 + 7);
        assertThat(here.keySet()).isEqualTo(reference.keySet());
        here.forEach((key, body) -> assertThat(body).as(key).isEqualTo(reference.get(key)));
        assertThat(digest(here)).isEqualTo(DIGEST);
    }
}
