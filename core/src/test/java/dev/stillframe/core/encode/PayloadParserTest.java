package dev.stillframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.model.Window;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadParserTest {
    private static final SnapshotId ID = new SnapshotId(Scope.ALL, Window.D10, Granularity.G100);
    /** The example of the contracts. */
    private static final String GOOD = "{\"schema\":1,\"scope\":\"all\",\"window\":\"10d\",\"granularity\":100,"
            + "\"bucketMillis\":8640000,\"points\":2,\"samples\":10,"
            + "\"t\":[1767210300000,1767224700000],\"count\":[4,5],\"failures\":[0,1],"
            + "\"metrics\":{\"download\":{\"unit\":\"Mbit/s\",\"avg\":[93.1,88.02],\"min\":[90.4,71],\"max\":[95.2,94.9]},"
            + "\"ping\":{\"unit\":\"ms\",\"avg\":[11.2,null],\"min\":[10.1,null],\"max\":[12,null]}}}";

    private static long[] parse(String json) {
        return PayloadParser.parse(ID, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String from, String to) {
        String broken = GOOD.replace(from, to);
        assertThat(broken).as("nothing was broken: " + from).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> parse(broken)).as(from + " -> " + to).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_example_of_the_contracts_is_valid() {
        assertThat(parse(GOOD)).containsExactly(1_767_210_300_000L, 1_767_224_700_000L);
    }

    @Test
    void what_is_of_another_snapshot_is_refused() {
        refused("\"schema\":1", "\"schema\":2");
        refused("\"all\"", "\"home\"");
        refused("\"10d\"", "\"1d\"");
        refused("\"granularity\":100", "\"granularity\":250");
        refused("8640000", "8640001");
    }

    @Test
    void a_field_that_is_missing_unknown_or_there_twice_is_refused() {
        refused("\"schema\":1,", "");
        refused("\"samples\":10,", "");
        refused("\"failures\":[0,1],", "");
        refused("\"points\":2", "\"points\":2,\"more\":1");
        refused("\"points\":2", "\"points\":2,\"points\":2");
        refused("\"unit\":\"ms\",", "");
        refused("\"unit\":\"ms\"", "\"unit\":\"ms\",\"p95\":[1,1]");
        refused("\"unit\":\"ms\"", "\"unit\":\"ms\",\"unit\":\"ms\"");
        refused("\"ping\"", "\"download\"");
    }

    @Test
    void arrays_of_different_lengths_are_refused() {
        refused("\"points\":2", "\"points\":3");
        refused("[4,5]", "[4,5,0]");
        refused("[0,1]", "[1]");
        refused("1767224700000]", "1767224700000,1767240000000]");
        refused("[90.4,71]", "[90.4]");
        refused("[12,null]", "[12,null,null]");
    }

    @Test
    void counts_that_do_not_add_up_are_refused() {
        refused("\"samples\":10", "\"samples\":11");
        refused("[4,5]", "[-4,13]");
        refused("[4,5]", "[0,9]");
        refused("\"count\":[4,5],\"failures\":[0,1]", "\"count\":[9,0],\"failures\":[1,0]");
    }

    @Test
    void times_out_of_order_or_two_in_a_bucket_are_refused() {
        refused("[1767210300000,1767224700000]", "[1767224700000,1767210300000]");
        refused("1767224700000", "1767210300000");
        refused("1767224700000", "1767210300001");
        refused("1767224700000", "1767224700000.5");
        refused("1767224700000", "null");
        refused("1767224700000", "\"1767224700000\"");
    }

    @Test
    void values_out_of_order_or_without_a_sample_are_refused() {
        refused("\"min\":[90.4", "\"min\":[93.2");
        refused("\"max\":[95.2", "\"max\":[93");
        refused("[11.2,null]", "[11.2,11]");
        refused("\"max\":[12,null]", "\"max\":[null,null]");
        String failedOnly = "\"count\":[10,0],\"failures\":[0,0]";
        refused("\"count\":[4,5],\"failures\":[0,1]", failedOnly);
        refused("\"count\":[4,5],\"failures\":[0,1]", "\"count\":[9,0],\"failures\":[0,1]");
    }

    @Test
    void fields_of_another_kind_are_refused() {
        refused("\"points\":2", "\"points\":\"2\"");
        refused("[4,5]", "[4,null]");
        refused("[4,5]", "{\"a\":4}");
        refused("[4,5]", "[4,[5]]");
        refused("[93.1", "[\"93.1\"");
        refused("[93.1", "[true");
        refused("\"metrics\":{", "\"metrics\":[{");
        refused("\"ms\"", "7");
        refused("\"unit\":\"ms\",\"avg\":[11.2,null],\"min\":[10.1,null],\"max\":[12,null]", "\"unit\":{}");
    }

    @Test
    void torn_text_is_refused_at_every_length() {
        for (int length = 0; length < GOOD.length(); length++) {
            String torn = GOOD.substring(0, length);
            assertThatThrownBy(() -> parse(torn)).as(torn).isInstanceOf(IllegalArgumentException.class);
        }
        refused("}}}", "}}} x");
        refused("}}}", "}}}{}");
        assertThatThrownBy(() -> parse("null")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parse("\u0000".repeat(200))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void damaged_text_is_read_or_refused_and_nothing_else() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(9);
        for (int i = 0; i < 50_000; i++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                PayloadParser.parse(ID, damaged);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void whatever_the_encoder_writes_is_valid() {
        long now = 1_766_996_127_345L;
        Random random = new Random(4);
        FoldState state = new FoldState(Metrics.BUILT_IN, now);
        PayloadEncoder encoder = new PayloadEncoder(Metrics.BUILT_IN);
        for (int round = 0; round < 60; round++) {
            for (SnapshotId id : SnapshotId.of(Scope.host("home"))) {
                Payload payload = encoder.encode(id, state);
                assertThat(PayloadParser.parse(id, payload.json())).hasSize(payload.points());
                assertThat(Checksum.of(payload.json())).isEqualTo(payload.checksum());
            }
            for (int i = 0; i < 50; i++) {
                long t = now - (long) (Math.pow(random.nextDouble(), 8) * 365 * 24 * 3_600_000L);
                long kind = random.nextInt(6);
                state.fold(
                        round * 50L + i + 1,
                        kind == 0
                                ? Sample.failed("home", t, "x")
                                : Sample.of(
                                        "home",
                                        t,
                                        kind == 1 ? Values.ABSENT : random.nextLong(100_000_001),
                                        random.nextInt(10),
                                        kind == 2 ? Values.ABSENT : random.nextLong(60_000_001)));
            }
        }
    }
}
