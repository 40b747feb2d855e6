package dev.stillframe.core.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final long T = 1_767_225_600_000L;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private static long learned(Collection<Long> times) {
        Steps steps = new Steps();
        new TreeSet<>(times).forEach(steps::add);
        return steps.pace().orElseThrow().millis();
    }

    private static List<Long> steady(long from, long step, int count) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            times.add(from + i * step);
        }
        return times;
    }

    @Test
    void a_steady_pace_is_learned_whatever_it_is() {
        for (long step : List.of(
                SECOND,
                10 * SECOND,
                45 * SECOND,
                MINUTE,
                5 * MINUTE,
                7 * MINUTE,
                8 * MINUTE,
                15 * MINUTE,
                HOUR,
                90 * MINUTE,
                6 * HOUR,
                DAY,
                7 * DAY)) {
            assertThat(learned(steady(T, step, 12))).as("%d s", step / SECOND).isEqualTo(step);
        }
    }

    @Test
    void tests_that_begin_a_little_late_do_not_matter() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            times.add(T + i * (10 * MINUTE) + random.nextLong(90 * SECOND));
        }
        assertThat(learned(times)).isEqualTo(10 * MINUTE);
    }

    @Test
    void samples_that_came_up_to_four_times_do_not_make_the_pace_shorter() {
        for (int copies = 1; copies <= 4; copies++) {
            List<Long> times = new ArrayList<>();
            for (int copy = 0; copy < copies; copy++) {
                times.addAll(steady(T + copy * (2 * SECOND), 5 * MINUTE, 200));
            }
            assertThat(learned(times)).as("%d times", copies).isEqualTo(5 * MINUTE);
        }
    }

    @Test
    void gaps_do_not_make_the_pace_longer() {
        List<Long> times = steady(T, 15 * MINUTE, 200);
        times.addAll(steady(T + 79 * DAY, 15 * MINUTE, 50));
        times.addAll(steady(T + 4_000 * DAY, 15 * MINUTE, 20));
        assertThat(learned(times)).isEqualTo(15 * MINUTE);
    }

    @Test
    void a_schedule_that_begins_anew_each_hour_is_known_by_its_usual_step_and_says_what_is_shorter() {
        Steps steps = new Steps();
        for (int hour = 0; hour < 400; hour++) {
            // The power was cut in hours 100 to 129.
            for (int minute = 0; minute < 60 && (hour < 100 || hour >= 130); minute += 8) {
                steps.add(T + hour * HOUR + minute * MINUTE + 29 * SECOND + hour % 3 * 500L);
            }
        }
        // The last step of each hour is of 4 minutes.
        assertThat(steps.pace()).contains(new Pace.Learned(8 * MINUTE, 370 * 8, 368));
    }

    @Test
    void from_too_few_samples_nothing_is_learned() {
        Steps steps = new Steps();
        assertThat(steps.pace()).isEmpty();
        for (int i = 0; i < Steps.FEWEST; i++) {
            steps.add(T + i * MINUTE);
            assertThat(steps.pace()).isEmpty();
        }
        steps.add(T + Steps.FEWEST * MINUTE);
        assertThat(steps.pace()).contains(new Pace.Learned(MINUTE, 11, 0));
    }

    @Test
    void from_samples_within_one_second_nothing_is_learned() {
        Steps steps = new Steps();
        steady(T, 1, 100).forEach(steps::add);
        assertThat(steps.pace()).isEmpty();
    }

    @Test
    void decades_between_samples_are_no_trouble() {
        Steps steps = new Steps();
        steady(0, 20_000 * DAY, 20).forEach(steps::add);
        assertThat(steps.pace().orElseThrow().millis()).isEqualTo(366 * DAY);
    }
}
