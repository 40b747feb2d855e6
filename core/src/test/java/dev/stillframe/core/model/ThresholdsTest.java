package dev.stillframe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Thresholds.Kind;
import dev.stillframe.core.model.Thresholds.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    private static final long T = 1_766_996_098_000L;
    private static final Metrics METRICS =
            Metrics.builtInAnd(List.of(new Metric("temperature", "°C", 2, 1, -5_000, 6_000, Metric.Better.NEITHER)));
    private static final Thresholds THRESHOLDS = minimum(Map.of(
            "home",
            List.of(Limit.always(Map.of("download", 50_000L, "ping", 80_000L))),
            "cellar",
            List.of(Limit.always(Map.of("temperature", 300L))),
            "attic",
            List.of(Limit.always(Map.of()))));

    private static Thresholds minimum(Map<String, List<Limit>> byHost) {
        return new Thresholds(METRICS, Map.of(Kind.MINIMUM, byHost));
    }

    private static Thresholds home(Kind kind, Limit... limits) {
        return new Thresholds(METRICS, Map.of(kind, Map.of("home", List.of(limits))));
    }

    private static Limit download(long from, long value) {
        return new Limit(from, Map.of("download", value));
    }

    private static boolean isWorse(String host, long... values) {
        return THRESHOLDS.isWorse(Kind.MINIMUM, Sample.of(host, T, values));
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
            assertThat(THRESHOLDS.isWorse(Kind.MINIMUM, Sample.failed(host, 1, "no answer")))
                    .isTrue();
        }
        assertThat(THRESHOLDS.isWorse(Kind.MINIMUM, Sample.failed("office", 1, "no answer")))
                .isFalse();
    }

    @Test
    void other_hosts_and_other_kinds_have_none() {
        assertThat(isWorse("office", 0, 0, 60_000_000)).isFalse();
        assertThat(isWorse("attic", 0, 0, 60_000_000)).isFalse();
        Sample failed = Sample.failed("home", 1, "no answer");
        assertThat(THRESHOLDS.isWorse(Kind.PROMISED, failed)).isFalse();
        for (Kind kind : Kind.ALL) {
            assertThat(Thresholds.NONE.isWorse(kind, failed)).isFalse();
            assertThat(Thresholds.NONE.inForce(kind, "home", T)).isFalse();
        }
    }

    @Test
    void a_sample_is_held_against_what_was_in_force_at_its_time() {
        Thresholds dated = home(Kind.MINIMUM, download(100, 10), download(200, 30), download(300, 20));
        List<Boolean> worse = new ArrayList<>();
        for (long t : new long[] {Long.MIN_VALUE, 99, 100, 199, 200, 299, 300, Long.MAX_VALUE}) {
            assertThat(dated.inForce(Kind.MINIMUM, "home", t)).isEqualTo(t >= 100);
            worse.add(dated.isWorse(Kind.MINIMUM, Sample.of("home", t, 20)));
        }
        assertThat(worse).containsExactly(false, false, false, false, true, true, false, false);
        assertThat(dated.isWorse(Kind.MINIMUM, Sample.failed("home", 99, "no answer")))
                .isFalse();
        assertThat(dated.isWorse(Kind.MINIMUM, Sample.failed("home", 100, "no answer")))
                .isTrue();
    }

    @Test
    void a_later_one_replaces_the_earlier_one_wholly() {
        Thresholds dated = home(
                Kind.MINIMUM,
                Limit.always(Map.of("download", 10L, "upload", 5L)),
                new Limit(200, Map.of("upload", 5L)));
        assertThat(dated.isWorse(Kind.MINIMUM, Sample.of("home", 199, 9, 5))).isTrue();
        assertThat(dated.isWorse(Kind.MINIMUM, Sample.of("home", 200, 9, 5))).isFalse();
        assertThat(dated.isWorse(Kind.MINIMUM, Sample.of("home", 200, 9, 4))).isTrue();
    }

    @Test
    void a_metric_that_is_not_declared_is_left_out_of_account() {
        Thresholds unknown = home(Kind.MINIMUM, Limit.always(Map.of("speed", 10L, "download", 10L)));
        assertThat(unknown.isWorse(Kind.MINIMUM, Sample.of("home", T, 10))).isFalse();
        assertThat(unknown.isWorse(Kind.MINIMUM, Sample.of("home", T, 9))).isTrue();
    }

    @Test
    void what_is_expected_is_what_is_normal_else_what_is_promised() {
        Thresholds both = new Thresholds(
                METRICS,
                Map.of(
                        Kind.PROMISED, Map.of("home", List.of(download(100, 250))),
                        Kind.NORMAL, Map.of("home", List.of(download(200, 200))),
                        Kind.MINIMUM, Map.of("home", List.of(Limit.always(Map.of("download", 1_000L))))));
        assertThat(both.expected("home", 99)).isEmpty();
        assertThat(both.expected("home", 199)).contains(Kind.PROMISED);
        assertThat(both.expected("home", 200)).contains(Kind.NORMAL);
        assertThat(both.expected("all", 200)).isEmpty();
        assertThat(both.isBelowExpected("home", 99, metric -> 0)).isFalse();
        assertThat(both.isBelowExpected("home", 199, metric -> metric == 0 ? 249 : Values.ABSENT))
                .isTrue();
        assertThat(both.isBelowExpected("home", 200, metric -> metric == 0 ? 200 : Values.ABSENT))
                .isFalse();
        assertThat(both.isBelowExpected("home", 200, metric -> metric == 0 ? 199 : Values.ABSENT))
                .isTrue();
        assertThat(both.isBelowExpected("home", 200, metric -> Values.ABSENT)).isFalse();
    }

    @Test
    void those_of_a_host_must_be_in_order_of_time() {
        for (long second : new long[] {100, 99, Limit.ALWAYS}) {
            assertThatThrownBy(() -> home(Kind.NORMAL, download(100, 1), download(second, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the thresholds of home are not in order of time");
        }
    }

    @Test
    void the_fingerprint_is_that_of_what_holds_and_not_of_how_it_is_written() {
        Scope home = Scope.host("home");
        Thresholds one = home(Kind.MINIMUM, download(Limit.ALWAYS, 10), download(200, 20));
        Thresholds same = home(
                Kind.MINIMUM,
                download(Limit.ALWAYS, 10),
                new Limit(150, Map.of("download", 10L, "speed", 3L)),
                download(200, 20),
                download(300, 20));
        assertThat(one.fingerprint(home)).isEqualTo(same.fingerprint(home)).isNotEmpty();
        List<Thresholds> others = List.of(
                Thresholds.NONE,
                home(Kind.NORMAL, download(Limit.ALWAYS, 10), download(200, 20)),
                home(Kind.MINIMUM, download(0, 10), download(200, 20)),
                home(Kind.MINIMUM, download(Limit.ALWAYS, 10), download(201, 20)),
                home(Kind.MINIMUM, download(Limit.ALWAYS, 10), download(200, 21)),
                home(Kind.MINIMUM, download(Limit.ALWAYS, 10)),
                home(Kind.MINIMUM, Limit.always(Map.of())),
                home(Kind.MINIMUM, Limit.always(Map.of("upload", 10L)), download(200, 20)));
        assertThat(others.stream().map(t -> t.fingerprint(home)).distinct())
                .hasSameSizeAs(others)
                .doesNotContain(one.fingerprint(home));
    }

    @Test
    void the_fingerprint_of_a_host_is_of_that_host_alone_and_that_of_all_of_every_host() {
        Thresholds more = THRESHOLDS.with(Kind.MINIMUM, Map.of("home", Map.of("download", 50_000L, "ping", 80_000L)));
        assertThat(more.fingerprint(Scope.host("home"))).isEqualTo(THRESHOLDS.fingerprint(Scope.host("home")));
        assertThat(more.fingerprint(Scope.host("attic"))).isEmpty();
        assertThat(more.fingerprint(Scope.ALL)).isNotEqualTo(THRESHOLDS.fingerprint(Scope.ALL));
        assertThat(THRESHOLDS.fingerprint(Scope.ALL)).contains("attic", "cellar", "home");
    }
}
