package dev.stillframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.fold.FoldCodec;
import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.model.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The bytes of format 1. A golden file is never edited: whoever needs other bytes adds a format. */
class GoldenFilesTest {
    private static final Metrics METRICS =
            Metrics.builtInAnd(List.of(new Metric("temperature", "°C", 2, 1, -10_000, 10_000, Metric.Better.NEITHER)));
    private static final long NOW = Instant.parse("2025-12-29T08:15:00.123Z").toEpochMilli();
    private static final Scope SCOPE = Scope.host("home-primary");
    private static final SnapshotId ID = new SnapshotId(SCOPE, Window.D10, Granularity.G100);
    private static final long GAP = Values.ABSENT;

    private static FoldState state() {
        FoldState state = new FoldState(METRICS, NOW);
        Sample[] samples = {
            Sample.of("home-primary", at("2025-12-29T08:14:58Z"), 93_104, 40_200, 11_205, GAP, GAP, -1_205),
            Sample.of("home-primary", at("2025-12-29T08:09:58Z"), 88_015, 0, 12_800, GAP, 5_000, -1_195),
            Sample.failed("home-primary", at("2025-12-29T08:04:58Z"), "no route to server"),
            Sample.of("home-primary", at("2025-12-25T12:00:00.250Z"), 12_000, GAP, 60_000_000),
            Sample.failed("home-primary", at("2025-12-20T00:00:00Z"), "timeout"),
            Sample.of("home-primary", at("2025-01-31T23:59:59.999Z"), 100_000_000, 1),
            Sample.of("home-primary", at("2025-12-29T08:16:30Z"), 95_000, 41_000, 10_995)
        };
        for (int i = 0; i < samples.length; i++) {
            state.fold(i + 1L, samples[i]);
        }
        return state;
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static Meta meta(SnapshotId id) {
        Payload payload = new PayloadEncoder(METRICS).encode(id, state());
        return new Meta(
                id,
                4711,
                NOW,
                payload.points(),
                payload.samples(),
                payload.lastSampleAt(),
                "1766996100123-9f86d081884c",
                1_766_996_100_123L,
                payload.checksum(),
                1234,
                null);
    }

    private static void same(String file, byte[] actual) throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/golden/" + file)) {
            String golden = new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(new String(actual, StandardCharsets.UTF_8)).as(file).isEqualTo(golden);
        }
    }

    @Test
    void payload() throws IOException {
        same("payload-1.json", new PayloadEncoder(METRICS).encode(ID, state()).json());
    }

    @Test
    void payload_without_samples() throws IOException {
        same(
                "payload-empty-1.json",
                new PayloadEncoder(METRICS)
                        .encode(ID, new FoldState(METRICS, NOW))
                        .json());
    }

    @Test
    void meta() throws IOException {
        same("meta-1.json", meta(ID).toJson());
    }

    @Test
    void meta_that_is_stale() throws IOException {
        same(
                "meta-stale-1.json",
                meta(ID).withStale(new Meta.Stale(NOW + 60_000, "build-failed")).toJson());
    }

    @Test
    void manifest() throws IOException {
        List<Meta> metas = new ArrayList<>();
        SnapshotId.of(SCOPE).forEach(id -> metas.add(meta(id)));
        same("manifest-1.json", Manifest.of(SCOPE, 4711, NOW, metas).toJson());
    }

    @Test
    void stored_state() throws IOException {
        same("state-1.hex", hex(FoldCodec.write(state())));
    }

    @Test
    void stored_state_of_the_golden_file_can_be_read() throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/golden/state-1.hex")) {
            String hex = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
            FoldState state = FoldCodec.read(HexFormat.of().parseHex(hex.replace("\n", "")), METRICS);
            same("payload-1.json", new PayloadEncoder(METRICS).encode(ID, state).json());
        }
    }

    @Test
    void gzip_member() throws IOException {
        try (Gzip gzip = new Gzip()) {
            byte[] member = gzip.compress(
                    new PayloadEncoder(METRICS).encode(ID, state()).json(), 4711);
            // Only the header is ours; what lies between is the business of the platform's deflater.
            assertThat(HexFormat.of().formatHex(member, 0, 10)).isEqualTo("1f8b0800671200" + "0000ff");
            same("payload-1.json", Gzip.decompress(member, 1 << 20));
        }
    }

    private static byte[] hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < bytes.length; from += 40) {
            text.append(HexFormat.of().formatHex(bytes, from, Math.min(bytes.length, from + 40)))
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
