package dev.stillframe.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private static final Metrics METRICS =
            Metrics.builtInAnd(List.of(new Metric("temperature", "°C", 2, 1, -5_000, 6_000, Metric.Better.NEITHER)));
    private static final Thresholds THRESHOLDS = new Thresholds(
            METRICS,
            Map.of(
                    "home",
                    Map.of("download", 50_000L, "ping", 80_000L),
                    "cellar",
                    Map.of("temperature", 300L),
                    "attic",
                    Map.of()));

    private static boolean isWorse(String host, long... values) {
        return THRESHOLDS.isWorse(Sample.of(host, 1_766_996_098_000L, values));
    }

    @Test
    void below_is_worse_and_above_where_lower_is_better() {
        assertThat(isWorse("home", 50_000, 1, 80_000)).isFalse();
        assertThat(isWorse("home", 49_999, 1, 80_000)).isTrue();
        assertThat(isWorse("home", 50_000, 1, 80_001)).isTrue();
    }

    @Test
    void where_neither_is_better_below_is_worse() {
        assertThat(isWorse("cellar", 1, 1, 1, 1, 1, 300)).isFalse();
        assertThat(isWorse("cellar", 1, 1, 1, 1, 1, 299)).isTrue();
    }

    @Test
    void a_value_that_is_not_there_is_not_worse() {
        assertThat(isWorse("home", Values.ABSENT, 40_000, Values.ABSENT)).isFalse();
    }

    @Test
    void a_failed_test_is_worse_where_the_host_has_thresholds() {
        for (String host : List.of("home", "cellar", "attic")) {
            assertThat(THRESHOLDS.isWorse(Sample.failed(host, 1, "no answer"))).isTrue();
        }
        assertThat(THRESHOLDS.isWorse(Sample.failed("office", 1, "no answer"))).isFalse();
    }

    @Test
    void other_hosts_have_none() {
        assertThat(isWorse("office", 0, 0, 60_000_000)).isFalse();
        assertThat(isWorse("attic", 0, 0, 60_000_000)).isFalse();
        assertThat(Thresholds.NONE.isWorse(Sample.failed("home", 1, "no answer")))
                .isFalse();
    }
}
