package dev.stillframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetaAndManifestTest {
    private static final long AT = Instant.parse("2025-12-29T08:15:00.123Z").toEpochMilli();
    private static final Meta.Stale STALE = new Meta.Stale(AT + 60_000, Meta.Stale.BUILD_FAILED);

    private static SnapshotId id(Scope scope) {
        return new SnapshotId(scope, Window.H1, Granularity.G20);
    }

    private static Meta meta(SnapshotId id, long lastSampleAt) {
        int points = lastSampleAt == Long.MIN_VALUE ? 0 : 19;
        String checksum = Checksum.of(id.key().getBytes(StandardCharsets.UTF_8));
        return new Meta(
                id,
                4711,
                AT,
                points,
                12L * points,
                lastSampleAt,
                "1766996100123-abc",
                1_766_996_100_123L,
                checksum,
                1234,
                null);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_meta_reads_as_in_the_contracts() {
        Meta meta = meta(id(Scope.ALL), Instant.parse("2025-12-29T08:14:58Z").toEpochMilli());

        assertThat(text(meta.toJson()))
                .isEqualTo("{\"schema\":1,\"scope\":\"all\",\"window\":\"1h\",\"granularity\":20,"
                        + "\"key\":\"latest_1h_20.json\",\"build\":4711,"
                        + "\"generatedAt\":\"2025-12-29T08:15:00.123Z\",\"expiresAt\":\"2025-12-29T08:18:00.123Z\","
                        + "\"from\":1766992680000,\"to\":1766996280000,\"points\":19,\"samples\":228,"
                        + "\"lastSampleAt\":\"2025-12-29T08:14:58Z\",\"versionId\":\"1766996100123-abc\","
                        + "\"stagedKey\":\"latest_1h_20.tmp-1766996100123.json\",\"checksum\":\"" + meta.checksum()
                        + "\",\"bytes\":1234,\"stale\":false,\"staleSince\":null,\"staleReason\":null}");
    }

    @Test
    void a_meta_comes_back() {
        for (Scope scope : List.of(Scope.ALL, Scope.host("home-primary"))) {
            for (SnapshotId id : SnapshotId.of(scope)) {
                for (long last : new long[] {AT - 2_000, AT - 2_123, Long.MIN_VALUE}) {
                    Meta meta = meta(id, last);

                    assertThat(Meta.parse(id, meta.toJson())).isEqualTo(meta);
                    Meta marked = meta.withStale(STALE);
                    assertThat(Meta.parse(id, marked.toJson())).isEqualTo(marked);
                    assertThat(marked.withStale(null)).isEqualTo(meta);
                    assertThat(meta.expiresAt() - meta.generatedAt())
                            .isEqualTo(3 * id.window().cadenceMillis());
                }
            }
        }
    }

    @Test
    void whatever_is_changed_in_a_meta_it_is_no_meta_of_its_snapshot_any_more() {
        SnapshotId id = id(Scope.ALL);
        String good = text(meta(id, AT - 2_000).toJson());
        for (String[] change : new String[][] {
            {"\"schema\":1", "\"schema\":2"},
            {"\"all\"", "\"home\""},
            {"\"1h\"", "\"10h\""},
            {":20,", ":100,"},
            {"08:18:00.123", "08:19:00.123"},
            {"1766992680000", "1766992680001"},
            {"tmp-1766996100123", "tmp-x"},
            {"\"stale\":false", "\"stale\":true"},
            {"\"staleReason\":null", "\"staleReason\":null,\"more\":1"},
            {"\"bytes\":1234,", ""},
            {"\"points\":19", "\"points\":\"19\""},
            {"\"points\":19", "\"points\":1.5"},
            {"{\"schema\"", "[\"schema\""},
            {"null}", "null} x"},
            {"null}", "null"},
        }) {
            String broken = good.replace(change[0], change[1]);
            assertThat(broken).as(change[0]).isNotEqualTo(good);
            assertThatThrownBy(() -> Meta.parse(id, bytes(broken)))
                    .as(change[1])
                    .isInstanceOf(IllegalArgumentException.class);
        }
        SnapshotId other = new SnapshotId(Scope.ALL, Window.H1, Granularity.G100);
        assertThatThrownBy(() -> Meta.parse(other, bytes(good))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_manifest_comes_back() {
        List<Meta> metas = new ArrayList<>();
        for (SnapshotId id : SnapshotId.of(Scope.host("home"))) {
            metas.add(meta(id, id.window() == Window.H1 ? Long.MIN_VALUE : AT - 5));
        }
        metas.set(3, metas.get(3).withStale(STALE));
        Manifest manifest = Manifest.of(Scope.host("home"), 4711, AT, metas);
        Manifest read = Manifest.parse(Scope.host("home"), manifest.toJson());

        assertThat(read).isEqualTo(manifest);
        assertThat(read.toJson()).isEqualTo(manifest.toJson());
        assertThat(read.entries()).hasSize(24);
        assertThat(read.entry("host=home/latest_1h_20.json").versionId()).isEqualTo("1766996100123-abc");
        assertThat(read.entry("latest_1h_20.json")).isNull();
        assertThat(read.anyStale()).isTrue();
    }

    @Test
    void marking_a_manifest_keeps_earlier_marks() {
        List<Meta> metas =
                List.of(meta(id(Scope.ALL), AT).withStale(new Meta.Stale(5, "builder-late")), meta(id(Scope.ALL), AT));
        Manifest marked = Manifest.of(Scope.ALL, 1, AT, metas).withStale(STALE);

        assertThat(marked.entries())
                .extracting(Manifest.Entry::stale)
                .containsExactly(new Meta.Stale(5, "builder-late"), STALE);
        assertThat(marked.withStale(new Meta.Stale(9, "x"))).isEqualTo(marked);
    }

    @Test
    void what_is_no_manifest_of_the_scope_is_refused() {
        String good = text(Manifest.of(Scope.ALL, 1, AT, List.of(meta(id(Scope.ALL), AT)))
                .toJson());
        for (String broken :
                List.of("", "{}", "[]", good.substring(0, good.length() - 4), good.replace(":1,", ":2,"), good + "x")) {
            assertThatThrownBy(() -> Manifest.parse(Scope.ALL, bytes(broken)))
                    .as(broken)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Manifest.parse(Scope.host("home"), bytes(good)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_resting_snapshot_expires_after_three_rests_and_comes_back() {
        for (SnapshotId id : SnapshotId.of(Scope.host("home"))) {
            for (Duration rest : List.of(Cadence.SHORTEST, Duration.ofHours(6), Cadence.LONGEST)) {
                Meta table = meta(id, AT - 2_000);
                long every = Cadence.resting(rest).everyMillis(id.window());
                Meta meta = new Meta(
                        id,
                        table.build(),
                        AT,
                        table.points(),
                        table.samples(),
                        table.lastSampleAt(),
                        table.versionId(),
                        table.stage(),
                        table.checksum(),
                        table.bytes(),
                        every,
                        null);

                assertThat(meta.expiresAt()).isEqualTo(AT + 3 * rest.toMillis());
                assertThat(Meta.parse(id, meta.toJson())).isEqualTo(meta);
                assertThat(Meta.parse(id, meta.withStale(STALE).toJson())).isEqualTo(meta.withStale(STALE));
            }
        }
    }
}
