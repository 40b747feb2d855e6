package dev.stillframe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Metric.Better;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static Metric metric(String name) {
        return new Metric(name, "°C", 2, 1, -5_000, 10_000, Better.NEITHER);
    }

    @Test
    void the_built_in_metrics_are_those_of_the_contracts() {
        assertThat(Metrics.BUILT_IN.list())
                .containsExactly(
                        new Metric("download", "Mbit/s", 3, 2, 0, 100_000_000, Better.HIGHER),
                        new Metric("upload", "Mbit/s", 3, 2, 0, 100_000_000, Better.HIGHER),
                        new Metric("ping", "ms", 3, 2, 0, 60_000_000, Better.LOWER),
                        new Metric("jitter", "ms", 3, 2, 0, 60_000_000, Better.LOWER),
                        new Metric("packet_loss", "%", 4, 2, 0, 1_000_000, Better.LOWER));
    }

    @Test
    void declared_metrics_follow_the_built_in_ones() {
        Metrics metrics = Metrics.builtInAnd(List.of(metric("temperature"), metric("outside")));

        assertThat(metrics.size()).isEqualTo(7);
        assertThat(metrics.indexOf("temperature")).isEqualTo(5);
        assertThat(metrics.get(6)).isEqualTo(metric("outside"));
        assertThat(metrics.indexOf("humidity")).isEqualTo(-1);
    }

    @Test
    void thirty_two_metrics_are_allowed_and_one_more_is_not() {
        List<Metric> declared = new ArrayList<>();
        for (int i = 0; i < Metrics.MAX - 5; i++) {
            declared.add(metric("m" + i));
        }
        assertThat(Metrics.builtInAnd(declared).size()).isEqualTo(32);
        declared.add(metric("one_more"));

        assertThatThrownBy(() -> Metrics.builtInAnd(declared))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("33")
                .hasMessageContaining("32");
    }

    @Test
    void a_name_stands_once() {
        for (List<Metric> twice : List.of(List.of(metric("ping")), List.of(metric("a"), metric("a")))) {
            assertThatThrownBy(() -> Metrics.builtInAnd(twice))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(twice.getLast().name());
        }
    }

    @Test
    void a_definition_is_checked() {
        wrong("1x", "ms", 3, 2, 0, 1);
        wrong("Ping", "ms", 3, 2, 0, 1);
        wrong("", "ms", 3, 2, 0, 1);
        wrong("x".repeat(33), "ms", 3, 2, 0, 1);
        wrong("x", "", 3, 2, 0, 1);
        wrong("x", "a\"b", 3, 2, 0, 1);
        wrong("x", "x".repeat(17), 3, 2, 0, 1);
        wrong("x", "ms", 10, 2, 0, 1);
        wrong("x", "ms", -1, 0, 0, 1);
        wrong("x", "ms", 3, 4, 0, 1);
        wrong("x", "ms", 3, -1, 0, 1);
        wrong("x", "ms", 3, 2, 1, 1);
        wrong("x", "ms", 3, 2, 5, 1);
        wrong("x", "ms", 3, 2, 0, Metric.LIMIT + 1);
        wrong("x", "ms", 3, 2, -Metric.LIMIT - 1, 0);
    }

    private static void wrong(String name, String unit, int scale, int decimals, long min, long max) {
        assertThatThrownBy(() -> new Metric(name, unit, scale, decimals, min, max, Better.LOWER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_range_is_inclusive() {
        Metric temperature = metric("temperature");

        assertThat(temperature.allows(-5_000)).isTrue();
        assertThat(temperature.allows(10_000)).isTrue();
        assertThat(temperature.allows(-5_001)).isFalse();
        assertThat(temperature.allows(10_001)).isFalse();
    }

    @Test
    void the_sum_of_two_to_the_thirty_one_values_at_the_limit_fits_a_long() {
        assertThat(Math.multiplyExact(Metric.LIMIT, 1L << 31)).isPositive();
    }

    @Test
    void the_fingerprint_changes_with_what_changes_bytes_and_with_nothing_else() {
        String plain = Metrics.builtInAnd(List.of(metric("a"))).fingerprint();

        assertThat(print(new Metric("a", "°C", 2, 1, -1, 1, Better.HIGHER))).isEqualTo(plain);
        assertThat(print(new Metric("b", "°C", 2, 1, -5_000, 10_000, Better.NEITHER)))
                .isNotEqualTo(plain);
        assertThat(print(new Metric("a", "K", 2, 1, -5_000, 10_000, Better.NEITHER)))
                .isNotEqualTo(plain);
        assertThat(print(new Metric("a", "°C", 3, 1, -5_000, 10_000, Better.NEITHER)))
                .isNotEqualTo(plain);
        assertThat(print(new Metric("a", "°C", 2, 2, -5_000, 10_000, Better.NEITHER)))
                .isNotEqualTo(plain);
    }

    private static String print(Metric metric) {
        return Metrics.builtInAnd(List.of(metric)).fingerprint();
    }
}
