package dev.stillframe.core.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.port.HostNumbers;
import dev.stillframe.core.port.Position;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class RootCodecTest {
    private static Root root() {
        return root(Position::after);
    }

    private static Root root(LongFunction<Position> positions) {
        List<Root.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            entries.add(
                    i == 5
                            ? null
                            : new Root.Entry(
                                    4711 - i,
                                    1_766_996_127_345L,
                                    positions.apply(99 + i),
                                    "sha256:" + "0".repeat(64),
                                    1234,
                                    i,
                                    i * 7L,
                                    i == 0 ? Long.MIN_VALUE : 1_766_996_120_000L,
                                    List.of(1_766_996_127_345L, 1_766_996_000_000L),
                                    i % 3 == 0 ? Cadence.resting(Duration.ofHours(6)) : Cadence.NONE,
                                    i % 2 == 0 ? null : "1766996127345-abc"));
        }
        TreeMap<String, String> leaves = new TreeMap<>();
        leaves.put("2025-12", "leaf-1");
        leaves.put("2025-11", "leaf-0");
        return new Root(
                4711,
                "build-✗\"",
                1_766_996_127_345L,
                positions.apply(123),
                1_766_996_127_346L,
                "download|Mbit/s|3|2;",
                "rings-1",
                leaves,
                null,
                entries,
                null);
    }

    @Test
    void a_root_comes_back() {
        Root root = root();

        assertThat(RootCodec.read(RootCodec.write(root))).isEqualTo(root);
        assertThat(RootCodec.write(RootCodec.read(RootCodec.write(root)))).isEqualTo(RootCodec.write(root));
        assertThat(root.objects()).containsExactlyInAnyOrder("leaf-0", "leaf-1", "rings-1");
    }

    @Test
    void the_rollups_of_a_root_come_back() {
        for (Position watermark : List.of(Position.after(77), new Position("attic=12,home=7"))) {
            Root.Rollup rollup = new Root.Rollup(
                    "UTC|none", "UTC|PT10M", "days-1", 1_766_996_000_000L, watermark, true, Long.MAX_VALUE);
            Root plain = root();
            Root root = new Root(
                    plain.build(),
                    plain.buildId(),
                    plain.now(),
                    plain.watermark(),
                    plain.stage(),
                    plain.definition(),
                    plain.rings(),
                    plain.leaves(),
                    rollup,
                    plain.snapshots(),
                    null);

            assertThat(RootCodec.read(RootCodec.write(root))).isEqualTo(root);
            assertThat(root.objects()).containsExactlyInAnyOrder("leaf-0", "leaf-1", "rings-1", "days-1");
        }
    }

    @Test
    void a_root_of_numbers_has_them_where_they_belong() {
        String text = new String(RootCodec.write(root()), StandardCharsets.UTF_8);

        assertThat(text)
                .startsWith(
                        "{\"format\":1,\"build\":4711,\"buildId\":\"build-✗\\\"\",\"now\":1766996127345,\"watermark\":123,"
                                + "\"stage\":1766996127346,")
                .contains("\"leaves\":{\"2025-11\":\"leaf-0\",\"2025-12\":\"leaf-1\"},\"snapshots\":[{\"build\":4711,"
                        + "\"now\":1766996127345,\"watermark\":99,\"checksum\":")
                .doesNotContain("position", "watermarkAt");
        String beginning = text.replace("\"watermark\":123", "\"watermark\":0");
        Root read = RootCodec.read(beginning.getBytes(StandardCharsets.UTF_8));
        assertThat(read.watermark()).isEqualTo(Position.NONE);
        assertThat(RootCodec.write(read)).isEqualTo(beginning.getBytes(StandardCharsets.UTF_8));
    }

    /** One of four, as long as a deployment of ten thousand hosts makes it. */
    private static Position ofManyHosts(long number) {
        HostNumbers numbers = HostNumbers.none();
        for (int i = 0; i < 10_000; i++) {
            numbers.put("sensor-" + i, 100_000 + number % 4);
        }
        return numbers.position();
    }

    @Test
    void positions_that_snapshots_share_are_stored_once() {
        Root root = root(RootCodecTest::ofManyHosts);
        byte[] bytes = RootCodec.write(root);

        assertThat(RootCodec.read(bytes)).isEqualTo(root);
        assertThat(bytes.length)
                .isBetween(
                        4 * root.watermark().text().length(),
                        4 * root.watermark().text().length() + 12_000);
        System.out.println("root of 10,000 hosts with four positions: " + bytes.length + " bytes");
    }

    @Test
    void numbers_and_other_positions_may_stand_side_by_side() {
        Root root = root(n -> n % 2 == 0 ? Position.after(n) : new Position("home=" + n));

        assertThat(RootCodec.read(RootCodec.write(root))).isEqualTo(root);
    }

    @Test
    void an_index_without_a_position_is_refused() {
        String text = new String(RootCodec.write(root(n -> new Position("home=1"))), StandardCharsets.UTF_8);
        for (String broken : List.of(
                text.replace("\"watermarkAt\":0", "\"watermarkAt\":1"),
                text.replace("\"watermarkAt\":0", "\"watermarkAt\":-1"),
                text.replace("\"positions\":[\"home=1\"]", "\"positions\":[]"),
                text.replace("\"positions\":[\"home=1\"],", ""))) {
            assertThat(broken).isNotEqualTo(text);
            assertThatThrownBy(() -> RootCodec.read(broken.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void torn_bytes_are_refused_at_every_length() {
        byte[] bytes = RootCodec.write(root());
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RootCodec.read(torn)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void other_formats_and_other_counts_are_refused() {
        String text = new String(RootCodec.write(root()), StandardCharsets.UTF_8);
        for (String broken : List.of(
                text.replace("\"format\":1", "\"format\":2"),
                text.replace("\"format\":1,", ""),
                text.replace("\"build\":4711,\"buildId\"", "\"build\":\"x\",\"buildId\""),
                text.replace(",{}", ""),
                text + "{}")) {
            assertThat(broken).isNotEqualTo(text);
            assertThatThrownBy(() -> RootCodec.read(broken.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_root_of_before_there_was_rest_is_read_as_without() {
        String old = new String(RootCodec.write(root()), StandardCharsets.UTF_8).replace("\"rest\":21600000,", "");

        Root read = RootCodec.read(old.getBytes(StandardCharsets.UTF_8));

        assertThat(old).doesNotContain("rest");
        assertThat(read.snapshots())
                .filteredOn(e -> e != null)
                .hasSize(23)
                .allSatisfy(e -> assertThat(e.cadence()).isEqualTo(Cadence.NONE));
        assertThat(new String(RootCodec.write(read), StandardCharsets.UTF_8))
                .as("without rest nothing is written of it")
                .isEqualTo(old);
    }

    @Test
    void a_rest_out_of_range_is_refused() {
        String text = new String(RootCodec.write(root()), StandardCharsets.UTF_8);
        for (String rest : List.of("-1", "1", "604800001", "\"6h\"", "null")) {
            String broken = text.replace("\"rest\":21600000", "\"rest\":" + rest);
            assertThat(broken).isNotEqualTo(text);
            assertThatThrownBy(() -> RootCodec.read(broken.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
