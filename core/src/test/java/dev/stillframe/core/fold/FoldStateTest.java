package dev.stillframe.core.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.model.Window;
import org.junit.jupiter.api.Test;

class FoldStateTest {
    /** The start of a bucket of every granularity of one hour, and some time into the others. */
    private static final long EDGE = 1_766_995_200_000L;

    private final Points points = new Points(Metrics.BUILT_IN.size());

    private static FoldState at(long now, Sample... samples) {
        FoldState state = new FoldState(Metrics.BUILT_IN, now);
        long seq = 0;
        for (Sample sample : samples) {
            state.fold(++seq, sample);
        }
        return state;
    }

    private Points read(FoldState state, Window window, Granularity granularity) {
        state.read(window, granularity, points);
        return points;
    }

    @Test
    void the_oldest_millisecond_of_every_window_is_in_and_the_one_before_is_out() {
        for (Window window : Window.ALL) {
            for (Granularity g : Granularity.ALL) {
                for (long now : new long[] {EDGE - 1, EDGE, EDGE + 1, EDGE + 12_345_678}) {
                    long from = window.from(g, now);

                    assertThat(read(at(now, Sample.of("a", from, 1)), window, g).size())
                            .isEqualTo(1);
                    assertThat(read(at(now, Sample.of("a", from - 1, 1)), window, g)
                                    .size())
                            .isZero();
                }
            }
        }
    }

    @Test
    void the_present_millisecond_is_in_and_the_next_one_waits() {
        FoldState state = at(EDGE, Sample.of("a", EDGE, 1), Sample.of("a", EDGE + 1, 2));
        assertThat(read(state, Window.H1, Granularity.G20).successes(0)).isEqualTo(1);
        assertThat(state.ahead()).hasSize(1);

        state.advance(EDGE + 1);
        assertThat(read(state, Window.H1, Granularity.G20).successes(0)).isEqualTo(2);
        assertThat(state.ahead()).isEmpty();
    }

    @Test
    void a_bucket_holds_what_its_samples_give() {
        FoldState state = at(
                EDGE + 7_000,
                Sample.of("a", EDGE + 5, 10, Values.ABSENT, 7),
                Sample.of("b", EDGE + 3, 20, 5),
                Sample.failed("a", EDGE + 6, "no route"),
                Sample.of("a", EDGE - 1, 99));
        Points p = read(state, Window.H1, Granularity.G500);

        assertThat(p.size()).isEqualTo(2);
        assertThat(p.t(0)).isEqualTo(EDGE - 1);
        assertThat(p.t(1)).isEqualTo(EDGE + 6);
        assertThat(p.successes(1)).isEqualTo(2);
        assertThat(p.failures(1)).isEqualTo(1);
        assertThat(p.metric(0).sum(1)).isEqualTo(30);
        assertThat(p.metric(0).min(1)).isEqualTo(10);
        assertThat(p.metric(0).max(1)).isEqualTo(20);
        assertThat(p.metric(1).count(0)).isZero();
        assertThat(p.metric(1).count(1)).isEqualTo(1);
        assertThat(p.metric(2).sum(1)).isEqualTo(7);
        assertThat(p.metric(3)).isNull();
    }

    @Test
    void a_failed_test_alone_is_a_point_without_values() {
        Points p = read(at(EDGE, Sample.failed("a", EDGE, "x")), Window.D1, Granularity.G100);

        assertThat(p.size()).isEqualTo(1);
        assertThat(p.failures(0)).isEqualTo(1);
        assertThat(p.successes(0)).isZero();
        assertThat(p.metric(0)).isNull();
    }

    @Test
    void a_metric_whose_values_have_left_the_window_is_absent_again() {
        FoldState state = at(EDGE, Sample.of("a", EDGE, 1, 2));
        assertThat(read(state, Window.H1, Granularity.G20).metric(1)).isNotNull();
        state.advance(EDGE + Window.H1.spanMillis());
        state.fold(2, Sample.of("a", EDGE + 1_000_000, 1));

        assertThat(read(state, Window.H1, Granularity.G20).size()).isEqualTo(1);
        assertThat(points.metric(0)).isNotNull();
        assertThat(points.metric(1)).isNull();
    }

    @Test
    void advancing_empties_exactly_what_falls_out_however_far_it_goes() {
        long bucket = Window.H1.bucketMillis(Granularity.FINEST);
        for (int steps : new int[] {0, 1, 2, 249, 498, 499, 500, 501, 999, 1_000, 100_000}) {
            FoldState state = new FoldState(Metrics.BUILT_IN, EDGE);
            for (int i = 0; i < 500; i++) {
                state.fold(i + 1L, Sample.of("a", EDGE - i * bucket, i));
            }
            state.advance(EDGE + steps * bucket);
            assertThat(read(state, Window.H1, Granularity.FINEST).size())
                    .as(steps + " buckets later")
                    .isEqualTo(Math.max(0, 500 - steps));
        }
    }

    @Test
    void the_coarse_hold_what_the_finest_hold() {
        FoldState state = new FoldState(Metrics.BUILT_IN, EDGE + 777_777);
        long seq = 0;
        for (long t = EDGE - 4 * 3_600_000L; t <= state.now(); t += 11_003) {
            state.fold(++seq, t % 7 == 0 ? Sample.failed("a", t, "x") : Sample.of("a", t, t % 1000, -(t % 77)));
        }
        for (Window window : Window.ALL) {
            for (Granularity g : Granularity.ALL) {
                Points p = read(state, window, g);
                long from = window.from(g, state.now());
                long expected = 0;
                long sum = 0;
                for (long t = EDGE - 4 * 3_600_000L; t <= state.now(); t += 11_003) {
                    expected += t >= from ? 1 : 0;
                    sum += t >= from && t % 7 != 0 ? -(t % 77) : 0;
                }
                long found = 0;
                long foundSum = 0;
                for (int i = 0; i < p.size(); i++) {
                    found += p.successes(i) + p.failures(i);
                    foundSum += p.metric(1).count(i) > 0 ? p.metric(1).sum(i) : 0;
                }
                assertThat(found).isEqualTo(expected);
                assertThat(foundSum).isEqualTo(sum);
            }
        }
    }

    @Test
    void it_cannot_go_back() {
        FoldState state = at(EDGE);
        state.advance(EDGE);

        assertThatThrownBy(() -> state.advance(EDGE - 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void samples_before_the_epoch_have_buckets_too() {
        FoldState state = at(5, Sample.of("a", -1, 1), Sample.of("a", -7_200, 2), Sample.of("a", -7_201, 3));

        assertThat(read(state, Window.H1, Granularity.FINEST).size()).isEqualTo(2);
        assertThat(points.successes(1)).isEqualTo(2);
    }

    @Test
    void of_too_many_samples_ahead_the_nearest_are_kept() {
        FoldState state = new FoldState(Metrics.BUILT_IN, EDGE);
        for (int i = FoldState.MAX_AHEAD; i >= 1; i--) {
            state.fold(i, Sample.of("a", EDGE + i, i));
        }
        assertThat(state.completeUntil()).isEqualTo(Long.MAX_VALUE);
        assertThat(state.ahead()).hasSize(FoldState.MAX_AHEAD);

        state.fold(20_000, Sample.of("b", EDGE + 500, 1));
        assertThat(state.completeUntil()).isEqualTo(EDGE + FoldState.MAX_AHEAD);
        assertThat(state.ahead()).hasSize(FoldState.MAX_AHEAD);
        state.fold(20_001, Sample.of("b", EDGE + FoldState.MAX_AHEAD, 1));
        assertThat(state.ahead()).hasSize(FoldState.MAX_AHEAD);

        assertThatThrownBy(() -> state.advance(EDGE + FoldState.MAX_AHEAD))
                .isInstanceOf(IllegalArgumentException.class);
        state.advance(EDGE + FoldState.MAX_AHEAD - 1);
        assertThat(read(state, Window.M12, Granularity.G20).successes(0)).isEqualTo(FoldState.MAX_AHEAD);
    }

    @Test
    void entries_of_two_logs_may_have_one_number_and_both_wait() {
        FoldState state = new FoldState(Metrics.BUILT_IN, EDGE);
        state.fold(7, Sample.of("b", EDGE + 1, 1));
        state.fold(7, Sample.of("a", EDGE + 1, 1));
        state.fold(6, Sample.of("c", EDGE + 1, 1));

        assertThat(state.ahead()).extracting(a -> a.sample().host()).containsExactly("c", "a", "b");
        state.advance(EDGE + 1);
        assertThat(read(state, Window.H1, Granularity.FINEST).successes(0)).isEqualTo(3);
    }

    @Test
    void of_samples_at_the_same_instant_all_are_forgotten_or_none() {
        FoldState state = new FoldState(Metrics.BUILT_IN, EDGE);
        for (int i = 0; i <= FoldState.MAX_AHEAD; i++) {
            state.fold(i + 1L, Sample.of("host-" + i, EDGE + 60_000, i));
        }

        assertThat(state.completeUntil()).isEqualTo(EDGE + 60_000);
        assertThat(state.ahead()).isEmpty();
    }

    @Test
    void the_reach_is_the_start_of_the_longest_window() {
        assertThat(FoldState.reach(EDGE)).isEqualTo(Window.M12.from(Granularity.FINEST, EDGE));
        for (Window window : Window.ALL) {
            for (Granularity g : Granularity.ALL) {
                assertThat(window == Window.M12 || window.from(g, EDGE) > FoldState.reach(EDGE))
                        .isTrue();
            }
        }
    }
}
