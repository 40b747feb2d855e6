package dev.stillframe.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.encode.FallbackKeys;
import dev.stillframe.core.encode.FallbackMeta;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.PayloadEncoder;
import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FallbacksTest {
    private static final long NOW = Instant.parse("2026-02-10T08:07:10.250Z").toEpochMilli();
    private static final SnapshotId ID = new SnapshotId(Scope.host("home"), Window.D10, Granularity.G100);
    private static final String GOOD = "{\"schema\":1,\"scope\":\"home\",\"window\":\"10d\",\"granularity\":100,"
            + "\"bucketMillis\":8640000,\"points\":2,\"samples\":4,\"t\":[1770663900190,1770710700333],"
            + "\"count\":[2,1],\"failures\":[1,0],\"metrics\":{"
            + "\"download\":{\"unit\":\"Mbit/s\",\"avg\":[91.75,71],\"min\":[90.4,71],\"max\":[93.1,71]},"
            + "\"ping\":{\"unit\":\"ms\",\"avg\":[11.6,null],\"min\":[11.2,null],\"max\":[12,null]}}}";

    private final MemorySnapshotStore store = new MemorySnapshotStore(InstantSource.fixed(Instant.ofEpochMilli(NOW)));
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(NOW));

    private final Fallbacks fallbacks = new Fallbacks(store, Metrics.BUILT_IN, CLOCK);

    private Fallbacks.Result put(String json) {
        return fallbacks.put(ID, Uploads.utf8(json), "application/json", null, NOW);
    }

    private String stored(String json) {
        assertThat(put(json)).as(json).isInstanceOf(Fallbacks.Stored.class);
        return new String(
                new Fallbacks(store, Metrics.BUILT_IN, CLOCK)
                        .current(ID)
                        .orElseThrow()
                        .json(),
                StandardCharsets.UTF_8);
    }

    private void refused(String json) {
        assertThat(put(json)).as(json).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.detail()).doesNotContain("Exception", "jackson", "Source");
        });
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void whatWasPutIsThereWithAMetaOfItsOwn() {
        Fallbacks.Stored result = (Fallbacks.Stored) put(GOOD);

        Fallbacks.Fallback found =
                new Fallbacks(store, Metrics.BUILT_IN, CLOCK).current(ID).orElseThrow();
        assertThat(new String(found.json(), StandardCharsets.UTF_8)).isEqualTo(GOOD);
        assertThat(Gzip.decompress(found.payload().body(), 1 << 20)).isEqualTo(found.json());
        FallbackMeta meta = found.meta();
        assertThat(meta).isEqualTo(result.meta());
        assertThat(meta.build()).isEqualTo(NOW);
        assertThat(meta.generatedAt()).isEqualTo(NOW);
        assertThat(meta.expiresAt()).isEqualTo(NOW + 15 * 60_000);
        assertThat(meta.lastSampleAt()).isEqualTo(1_770_710_700_333L);
        assertThat(meta.versionId()).matches(NOW + "-[0-9a-f]{12}");
        assertThat(new String(meta.toJson(), StandardCharsets.UTF_8))
                .contains("\"key\":\"fallback/host=home/latest_10d_100.json\"", "\"stagedKey\":null")
                .contains("\"generatedAt\":\"2026-02-10T08:07:10.250Z\"", "\"stale\":false");
        assertThat(store.keys())
                .containsExactlyInAnyOrder(
                        "fallback/host=home/latest_10d_100.json", "fallback/host=home/latest_10d_100.meta.json");
        assertThat(Gzip.build(found.payload().body())).isEqualTo(NOW & 0xFFFFFFFFL);
    }

    @Test
    void itIsWrittenFromWhatWasReadAndNeverAsItCame() {
        String foreign = GOOD.replace("[91.75,71]", "[ 91.7500 , 71.0 ]")
                .replace("\"points\":2,", "")
                .replace("{\"schema\":1,", "{\"metrics\":{},\"schema\":1,\n\"points\":2,")
                .replace("\"metrics\":{},", "");
        assertThat(stored(foreign)).isEqualTo(GOOD);
        String swapped = GOOD.replace("\"download\":{", "\"x\":{").replace("\"ping\":{", "\"download\":{");
        refusedAfter(swapped);
        String ping = GOOD.substring(GOOD.indexOf("\"ping\""), GOOD.length() - 2);
        String otherOrder = GOOD.replace("," + ping, "").replace("\"metrics\":{", "\"metrics\":{" + ping + ",");
        assertThat(stored(otherOrder)).as("metrics in their declared order").isEqualTo(GOOD);
        String moved = "{" + GOOD.substring(GOOD.indexOf("\"metrics\""), GOOD.length() - 1) + ","
                + GOOD.substring(1, GOOD.indexOf(",\"metrics\"")) + "}";
        assertThat(stored(moved)).as("fields in any order").isEqualTo(GOOD);
        String empty = ",\"jitter\":{\"unit\":\"ms\",\"avg\":[null,null],\"min\":[null,null],\"max\":[null,null]}}}";
        assertThat(stored(GOOD.substring(0, GOOD.length() - 2) + empty))
                .as("a metric without a value is absent")
                .isEqualTo(GOOD);
        assertThat(stored(GOOD.replace("[12,", "[12.000000000000000,"))).isEqualTo(GOOD);
    }

    private void refusedAfter(String json) {
        assertThat(put(json)).isInstanceOf(Refused.class);
    }

    @Test
    void gzipIsTakenWithinLimits() {
        byte[] packed = Uploads.gzip(Uploads.utf8(GOOD));
        assertThat(fallbacks.put(ID, packed, "application/json; charset=utf-8", "gzip", NOW))
                .isInstanceOf(Fallbacks.Stored.class);
        assertThat(status(new byte[Fallbacks.MAX_SENT + 1], "application/json", null))
                .isEqualTo(413);
        byte[] bomb = Uploads.gzip(new byte[Fallbacks.MAX_PLAIN + 1]);
        assertThat(status(bomb, "application/json", "gzip")).isEqualTo(413);
        assertThat(status(packed, "application/x-ndjson", "gzip")).isEqualTo(415);
        assertThat(status(packed, "application/json", "br")).isEqualTo(415);
        assertThat(status(packed, "application/json", null)).isEqualTo(400);
    }

    private int status(byte[] body, String type, String encoding) {
        return ((Refused) fallbacks.put(ID, body, type, encoding, NOW)).status();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schema\":1|\"schema\":2",
                "\"scope\":\"home\"|\"scope\":\"all\"",
                "\"scope\":\"home\"|\"scope\":\"office\"",
                "\"scope\":\"home\"|\"scope\":1",
                "\"10d\"|\"1d\"",
                "\"granularity\":100|\"granularity\":20",
                "\"granularity\":100|\"granularity\":\"100\"",
                "8640000|8640001",
                "\"points\":2|\"points\":3",
                "\"samples\":4|\"samples\":5",
                "\"points\":2|\"points\":2.0",
                "\"points\":2,|",
                "\"points\":2|\"points\":2,\"points\":2",
                "\"points\":2|\"points\":2,\"more\":1",
                "1770663900190|1770663900190.5",
                "1770663900190|null",
                "1770663900190|1e12",
                "1770663900190|946684799999",
                "1770663900190|-1",
                "1770663900190|9223372036854775807",
                "1770663900190|99999999999999999999",
                "1770710700333]|1770710700333,1770710700334]",
                "1770710700333|1770663900191",
                "1770710700333|1770663900000",
                "1770710700333|1770710950251",
                "[2,1]|[2,-1]",
                "[2,1]|[2]",
                "[2,1]|[2,1,0]",
                "[2,1]|[2,9223372036854775807]",
                "[2,1],\"failures\":[1,0]|[2,0],\"failures\":[1,1]",
                "[2,1],\"failures\":[1,0]|[3,0],\"failures\":[1,0]",
                "\"download\":|\"downlaod\":",
                "\"ping\":|\"download\":",
                "\"Mbit/s\"|\"kbit/s\"",
                "\"unit\":\"ms\",|",
                "\"unit\":\"ms\"|\"unit\":\"ms\",\"unit\":\"ms\"",
                "\"unit\":\"ms\"|\"unit\":\"ms\",\"p95\":[1,1]",
                "[91.75,71]|[91.755,71]",
                "[91.75,71]|[9.175e1,71]",
                "[91.75,71]|[\"91.75\",71]",
                "[91.75,71]|[true,71]",
                "[91.75,71]|[[91.75],71]",
                "[91.75,71]|[91.75]",
                "[91.75,71]|[91.75,71,71]",
                "[91.75,71]|{}",
                "[91.75,71]|[93.2,71]",
                "[91.75,71]|[90,71]",
                "[11.6,null]|[11.6,11]",
                "[12,null]|[null,null]",
                "[90.4,71]|[-0.01,71]",
                "[93.1,71]|[100000.01,71]",
                "[93.1,71]|[NaN,71]",
                "\"metrics\":{|\"metrics\":[{",
                "}}}|}}} x",
                "}}}|}}}{}"
            })
    void whatIsNotAPayloadOfThisSnapshotIsRefused(String from, String to) {
        String broken = GOOD.replace(from, to == null ? "" : to);
        assertThat(broken).isNotEqualTo(GOOD);
        refused(broken);
    }

    @Test
    void pointsMustLieInTheWindowOfNow() {
        long from = ID.window().from(ID.granularity(), NOW);
        assertThat(put(GOOD.replace("1770663900190", Long.toString(from)))).isInstanceOf(Fallbacks.Stored.class);
        refusedAfter(GOOD.replace("1770663900190", Long.toString(from - 1)));
        assertThat(put(GOOD.replace("1770710700333", Long.toString(NOW + 120_000))))
                .isInstanceOf(Fallbacks.Stored.class);
        refusedAfter(GOOD.replace("1770710700333", Long.toString(NOW + 120_001)));
    }

    @Test
    void aTornTextIsRefusedAtEveryLengthAndAChangedByteNeverThrows() {
        byte[] good = Uploads.utf8(GOOD);
        for (int length = 0; length < good.length; length++) {
            refused(GOOD.substring(0, length));
        }
        Random random = new Random(8);
        for (int i = 0; i < 30_000; i++) {
            byte[] changed = good.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            if (fallbacks.put(ID, changed, "application/json", null, NOW) instanceof Refused refused) {
                assertThat(refused.status()).isEqualTo(400);
            } else {
                assertThat(new Fallbacks(store, Metrics.BUILT_IN, CLOCK).current(ID))
                        .isPresent();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"metrics\":{\"ping\":", "{\"t\":["})
    void deepOrLongTextIsRefused(String opening) {
        refused(opening.repeat(20_000));
        refused(GOOD.replace("1770663900190", "1,".repeat(400_000) + "1"));
        refused(GOOD.replace("91.75", "1".repeat(500_000)));
        refused(GOOD.replace("\"ping\"", "\"" + "p".repeat(500_000) + "\""));
    }

    @Test
    void whateverTheEncoderWritesGoesThroughUnchanged() {
        Metrics metrics = Metrics.builtInAnd(
                List.of(new Metric("temperature", "\u00b0C", 3, 1, -40_049, 125_051, Metric.Better.NEITHER)));
        Fallbacks all = new Fallbacks(store, metrics, CLOCK);
        FoldState state = new FoldState(metrics, NOW);
        PayloadEncoder encoder = new PayloadEncoder(metrics);
        Random random = new Random(4);
        for (int round = 0; round < 8; round++) {
            for (SnapshotId id : SnapshotId.of(Scope.host("home"))) {
                byte[] json = encoder.encode(id, state).json();
                assertThat(all.put(id, json, "application/json", null, NOW))
                        .as(new String(json, StandardCharsets.UTF_8))
                        .isInstanceOf(Fallbacks.Stored.class);
                assertThat(all.current(id).orElseThrow().json()).isEqualTo(json);
            }
            for (int i = 0; i < 200; i++) {
                long t = NOW - (long) (Math.pow(random.nextDouble(), 8) * 365 * 24 * 3_600_000L);
                long[] values = new long[metrics.size()];
                Arrays.fill(values, Values.ABSENT);
                for (int m = 0; m < values.length; m++) {
                    Metric metric = metrics.get(m);
                    if (random.nextInt(3) > 0) {
                        values[m] = random.nextInt(9) == 0
                                ? (random.nextBoolean() ? metric.min() : metric.max())
                                : random.nextLong(metric.min(), metric.max());
                    }
                }
                state.fold(round * 200L + i + 1, Sample.of("home", t, values));
            }
        }
    }

    @Test
    void numbersGrowWhateverTheClockSays() {
        long first = ((Fallbacks.Stored) put(GOOD)).meta().build();
        long second = ((Fallbacks.Stored) put(GOOD)).meta().build();
        assertThat(second).isEqualTo(first + 1);
        assertThat(new Fallbacks(store, Metrics.BUILT_IN, CLOCK)
                        .current(ID)
                        .orElseThrow()
                        .meta()
                        .build())
                .isEqualTo(second);
    }

    @Test
    void whatDoesNotBelongTogetherIsNoFallback() {
        String key = FallbackKeys.key(ID);
        put(GOOD);
        SnapshotStore.Published payload = store.read(key).orElseThrow();
        SnapshotStore.Published meta = store.read(FallbackKeys.metaKey(ID)).orElseThrow();
        put(GOOD.replace("[91.75,71]", "[91.74,71]"));

        store.publish(NOW + 5, List.of(new StoredObject(key, payload.object().body(), true)));
        assertThat(new Fallbacks(store, Metrics.BUILT_IN, CLOCK).current(ID))
                .as("a payload of another meta")
                .isEmpty();
        put(GOOD);
        assertThat(new Fallbacks(store, Metrics.BUILT_IN, CLOCK).current(ID))
                .as("mended by the next")
                .isPresent();
        store.publish(NOW + 9, List.of(meta.object()));
        assertThat(new Fallbacks(store, Metrics.BUILT_IN, CLOCK).current(ID))
                .as("a meta of another payload")
                .isEmpty();
        put(GOOD);
        store.publish(NOW + 20, List.of(new StoredObject(key, new byte[] {1}, true)));
        assertThat(new Fallbacks(store, Metrics.BUILT_IN, CLOCK).current(ID))
                .as("a payload that is none")
                .isEmpty();
        store.lose(key);
        assertThat(new Fallbacks(store, Metrics.BUILT_IN, CLOCK).current(ID)).isEmpty();
    }

    @Test
    void thereIsNoneForAllHosts() {
        assertThatThrownBy(() -> FallbackKeys.key(new SnapshotId(Scope.ALL, Window.H1, Granularity.G20)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPayloadThatWasUnderWayForAMomentGetsTheWindowItWasMadeFor() {
        SnapshotId id = new SnapshotId(Scope.host("home"), Window.H1, Granularity.FINEST);
        long bucket = id.window().bucketMillis(id.granularity());
        long first = id.window().from(id.granularity(), NOW) - 3 * bucket;
        long ahead = id.window().to(id.granularity(), NOW) + 5;
        String json =
                "{\"schema\":1,\"scope\":\"home\",\"window\":\"1h\",\"granularity\":500,\"bucketMillis\":" + bucket
                        + ",\"points\":3,\"samples\":3,\"t\":[" + first + "," + NOW + "," + ahead
                        + "],\"count\":[0,0,0],\"failures\":[1,1,1],\"metrics\":{}}";
        Fallbacks.Stored stored =
                (Fallbacks.Stored) fallbacks.put(id, Uploads.utf8(json), "application/json", null, NOW);
        FallbackMeta meta = stored.meta();
        assertThat(meta.points()).isEqualTo(2);
        assertThat(id.window().from(id.granularity(), meta.generatedAt())).isLessThanOrEqualTo(first);
        assertThat(meta.generatedAt()).isLessThanOrEqualTo(NOW).isGreaterThan(NOW - 120_000);
    }
}
