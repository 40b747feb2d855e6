package dev.stillframe.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.coverage.Schedule.Source;
import dev.stillframe.core.coverage.Schedule.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private static Optional<Long> learned(List<Steps> steps) {
        return Schedule.learned(steps).map(Schedule::step);
    }

    /** The steps between times, in seconds, as a store would count them. */
    private static List<Steps> between(List<Long> seconds) {
        Map<Long, Long> counts = new HashMap<>();
        for (int i = 1; i < seconds.size(); i++) {
            counts.merge((seconds.get(i) - seconds.get(i - 1)) * SECOND, 1L, Long::sum);
        }
        List<Steps> steps = new ArrayList<>();
        counts.forEach((millis, count) -> steps.add(new Steps(millis, count)));
        return steps;
    }

    @Test
    void fewer_than_three_steps_teach_nothing() {
        assertThat(learned(List.of())).isEmpty();
        assertThat(learned(List.of(new Steps(MINUTE, 2)))).isEmpty();
        assertThat(learned(List.of(new Steps(MINUTE, 1), new Steps(HOUR, 1), new Steps(2, 0))))
                .isEmpty();
        assertThat(learned(List.of(new Steps(MINUTE, 1), new Steps(HOUR, 1), new Steps(MINUTE, 1))))
                .contains(MINUTE);
    }

    @Test
    void what_is_no_distance_teaches_nothing() {
        assertThat(learned(List.of(new Steps(0, 5), new Steps(-HOUR, 5), new Steps(MINUTE, 2))))
                .isEmpty();
        assertThat(learned(List.of(new Steps(0, 5), new Steps(-HOUR, 5), new Steps(MINUTE, 3))))
                .contains(MINUTE);
    }

    @Test
    void the_median_is_that_of_all_steps_in_whatever_order_and_groups_they_are_told() {
        long[] world = {MINUTE, 5 * MINUTE, 30 * MINUTE, 3 * HOUR};
        for (int size = 3; size <= 5; size++) {
            int worlds = (int) Math.pow(world.length, size);
            for (int number = 0; number < worlds; number++) {
                long[] steps = new long[size];
                for (int i = 0, rest = number; i < size; i++, rest /= world.length) {
                    steps[i] = world[rest % world.length];
                }
                long[] sorted = steps.clone();
                Arrays.sort(sorted);
                long median = sorted[(size - 1) / 2];
                // Every order comes up as another number.
                assertThat(learned(LongStream.of(steps)
                                .mapToObj(s -> new Steps(s, 1))
                                .toList()))
                        .contains(median);
                List<Steps> grouped = new ArrayList<>();
                for (long step : world) {
                    grouped.add(new Steps(
                            step, LongStream.of(steps).filter(s -> s == step).count()));
                }
                assertThat(learned(grouped)).contains(median);
                Collections.reverse(grouped);
                assertThat(learned(grouped)).contains(median);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Within 15 % of a usual one, and just not.
        "10000,10000",
        "8500,10000",
        "8499,8000",
        "11500,10000",
        "11501,12000",
        "51000,60000",
        "50999,51000",
        "69000,60000",
        "69001,69000",
        "90000,90000",
        "102000,120000",
        "138000,120000",
        "150000,150000",
        "325000,300000",
        "480000,480000",
        "481000,480000",
        "600000,600000",
        "1800000,1800000",
        "2070000,1800000",
        "2070001,2100000",
        "3060000,3600000",
        "86400000,86400000",
        "99360000,86400000",
        // Of two it is the nearer one, in parts of each; of two that are equally near the shorter.
        "17142,15000",
        "17143,20000",
        "654545,600000",
        "654546,720000",
        "800000,720000",
        "800001,900000",
        // No usual one is near: seconds below ten minutes, minutes from there on.
        "150499,150000",
        "150500,151000",
        "2700000,2700000",
        "2729999,2700000",
        "2730000,2760000",
        "99360001,99360000",
        "604800000,604800000",
        "9000000000000,9000000000000",
        "1,1000",
        "400,1000",
        "1499,1000",
        "1500,2000"
    })
    void a_median_is_written_as_usual(long median, long step) {
        assertThat(learned(List.of(new Steps(median, 3)))).contains(step);
    }

    @Test
    void the_schedule_of_a_host_is_the_declared_one_else_the_learned_one() {
        Map<String, Duration> declared = Map.of("home", Duration.ofMinutes(7));
        List<Steps> steps = List.of(new Steps(5 * MINUTE, 100));
        assertThat(Schedule.of("home", declared, steps)).contains(new Schedule(7 * MINUTE, Source.DECLARED));
        assertThat(Schedule.of("home", declared, List.of())).contains(new Schedule(7 * MINUTE, Source.DECLARED));
        assertThat(Schedule.of("cabin", declared, steps)).contains(new Schedule(5 * MINUTE, Source.LEARNED));
        assertThat(Schedule.of("cabin", declared, List.of())).isEmpty();
    }

    @Test
    void what_is_out_of_range_is_refused() {
        assertThatThrownBy(() -> new Schedule(0, Source.LEARNED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Steps(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Times of tests that begin a few seconds early or late, some left out one by one, some carried out in between by hand, and with long
     * silences.
     */
    private static List<Long> log(long step, int jitter, double missing, double extra, int silences, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Long> times = new ArrayList<>();
        long t = 1_500_000_000;
        for (int i = 0; i < 4_000; i++) {
            t += step;
            if (silences > 0 && i % (4_000 / silences) == 0) {
                t += random.nextLong(step, 400_000);
            }
            if (random.nextDouble() >= missing) {
                times.add(t + random.nextInt(-jitter, jitter + 1));
            }
            if (random.nextDouble() < extra) {
                times.add(t + step / 2 + random.nextInt(-jitter, jitter + 1));
            }
        }
        return times;
    }

    @Test
    void the_steps_of_logs_as_people_have_them_are_learned() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(learned(between(log(480, 2, 0.01, 0.1, 9, seed)))).contains(8 * MINUTE);
            assertThat(learned(between(log(600, 5, 0.02, 0, 9, seed)))).contains(10 * MINUTE);
            assertThat(learned(between(log(1_800, 1, 0.04, 0, 45, seed)))).contains(30 * MINUTE);
            assertThat(learned(between(log(60, 1, 0.02, 0, 0, seed)))).contains(MINUTE);
            assertThat(learned(between(log(900, 1, 0.08, 0.01, 1, seed)))).contains(15 * MINUTE);
            // A loop that rests five minutes after a test of 25 seconds.
            assertThat(learned(between(log(325, 6, 0.01, 0, 3, seed)))).contains(5 * MINUTE);
        }
    }

    @Test
    void as_many_tests_are_expected_as_steps_fit() {
        Schedule five = new Schedule(5 * MINUTE, Source.LEARNED);
        long day = 1_766_966_400_000L;
        assertThat(five.expected(day, day + 23 * HOUR)).isEqualTo(276);
        assertThat(five.expected(day, day + 24 * HOUR)).isEqualTo(288);
        assertThat(five.expected(day, day + 25 * HOUR)).isEqualTo(300);
        assertThat(five.expected(day + 1, day + 1)).isZero();
        assertThat(five.expected(day, day - 1)).isZero();
        assertThat(five.expected(day, day + 1)).isOne();
        assertThat(five.expected(day + 1, day + 5 * MINUTE)).isZero();
        Schedule eight = new Schedule(8 * MINUTE, Source.DECLARED);
        assertThat(LongStream.range(0, 24).map(h -> eight.expected(day + h * HOUR, day + (h + 1) * HOUR)))
                .containsOnly(7L, 8L)
                .satisfies(hours -> assertThat(
                                hours.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(180));
    }

    @Test
    void what_is_expected_of_the_parts_adds_up_and_is_never_more_than_one_away() {
        for (long step : new long[] {1_000, 1_700, 3_000}) {
            Schedule schedule = new Schedule(step, Source.LEARNED);
            for (long from = -4_000; from <= 4_000; from += 100) {
                for (long to = from; to <= 4_000; to += 100) {
                    long expected = schedule.expected(from, to);
                    assertThat(expected * step).isBetween(to - from - step + 1, to - from + step - 1);
                    if ((to - from) % step == 0) {
                        assertThat(expected).isEqualTo((to - from) / step);
                    }
                    long middle = from + (to - from) / 3;
                    assertThat(schedule.expected(from, middle) + schedule.expected(middle, to))
                            .isEqualTo(expected);
                }
            }
        }
    }
}
