package dev.stillframe.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.coverage.Schedule.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayCountTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long LATER = Instant.parse("2030-01-01T00:00:00Z").toEpochMilli();
    private static final Calendar UTC = new Calendar(ZoneId.of("UTC"));
    private static final LocalDate DATE = LocalDate.of(2025, 12, 29);
    private static final long DAY = UTC.from(Period.day(DATE));

    private static Optional<Schedule> every(long minutes) {
        return Optional.of(new Schedule(minutes * MINUTE, Source.DECLARED));
    }

    private static DayCount count(long minutes, long firstEver, long now) {
        return new DayCount(UTC, DATE, "home", every(minutes), firstEver, now);
    }

    /** The day with tests at some minutes of it. */
    private static DayCoverage day(long minutes, long firstEver, long now, long... tests) {
        DayCount count = count(minutes, firstEver, now);
        for (long test : tests) {
            count.add(DAY + test * MINUTE, false);
        }
        return count.result();
    }

    private static Gap gap(long fromMinute, long toMinute, long missed) {
        return new Gap("home", DAY + fromMinute * MINUTE, DAY + toMinute * MINUTE, missed);
    }

    private static DayCoverage whole(String zone, String date, long minutes) {
        Calendar calendar = new Calendar(ZoneId.of(zone));
        LocalDate day = LocalDate.parse(date);
        DayCount count = new DayCount(calendar, day, "home", every(minutes), 0, LATER);
        long step = minutes * MINUTE;
        long end = calendar.to(Period.day(day)) + 2 * HOUR;
        for (long t = Math.ceilDiv(calendar.from(Period.day(day)) - 2 * HOUR, step) * step; t < end; t += step) {
            count.add(t, false);
        }
        return count.result();
    }

    @ParameterizedTest
    @CsvSource({
        // zone, day, step, tests, hours, an hour that is not like the others, its tests
        "UTC, 2025-12-29, 5, 288, 24, 2, 12",
        "Asia/Kolkata, 2025-12-29, 5, 288, 24, 0, 12",
        "Europe/Berlin, 2025-03-30, 5, 276, 23, 3, 12",
        "Europe/Berlin, 2025-10-26, 5, 300, 24, 2, 24",
        "America/Toronto, 2025-03-09, 5, 276, 23, 3, 12",
        "America/Toronto, 2025-11-02, 5, 300, 24, 1, 24",
        "Australia/Lord_Howe, 2025-10-05, 5, 282, 24, 2, 6",
        "Australia/Lord_Howe, 2025-04-06, 5, 294, 24, 1, 18",
        // The clock went from 00:01 back to 23:01 of the day before, which so had an hour twice, and this one a minute
        // twice.
        "America/St_Johns, 2005-10-29, 1, 1500, 24, 23, 119",
        "America/St_Johns, 2005-10-30, 1, 1440, 24, 0, 61",
    })
    void a_day_without_gaps_is_complete_whatever_its_length(
            String zone, String date, long step, long tests, int hours, int odd, long ofOdd) {
        DayCoverage day = whole(zone, date, step);
        if (!zone.endsWith("St_Johns")) {
            assertThat(day.total()).isEqualTo(new Counts(tests, tests, 0));
            assertThat(day.hours()).hasSize(hours);
        }
        assertThat(day.gaps()).isEmpty();
        assertThat(day.hours()).isSortedAccordingTo((a, b) -> a.hour().compareTo(b.hour()));
        for (DayCoverage.Hour hour : day.hours()) {
            assertThat(hour.counts().observed()).isEqualTo(hour.counts().expected());
            assertThat(hour.hour().firstDay()).isEqualTo(day.date());
            if (Math.floorMod(hour.hour().number(), 24) == odd) {
                assertThat(hour.counts().expected()).isEqualTo(ofOdd);
            }
        }
    }

    @Test
    void a_day_that_the_calendar_skips_has_no_hours() {
        DayCoverage day = whole("Pacific/Apia", "2011-12-30", 5);
        assertThat(day.hours()).isEmpty();
        assertThat(day.gaps()).isEmpty();
        assertThat(day.total()).isEqualTo(Counts.NONE);
    }

    @Test
    void hour_by_hour_failed_tests_are_among_those_that_are_there() {
        DayCount count = count(15, 0, LATER);
        for (int minute = 0; minute < 24 * 60; minute += 15) {
            if (minute / 60 != 5) {
                count.add(DAY + minute * MINUTE, minute / 60 == 7);
            }
        }
        DayCoverage day = count.result();
        assertThat(day.total()).isEqualTo(new Counts(96, 92, 4));
        assertThat(day.total().percentComplete()).hasValue(9_583);
        assertThat(day.hours().get(5).counts()).isEqualTo(new Counts(4, 0, 0));
        assertThat(day.hours().get(7).counts()).isEqualTo(new Counts(4, 4, 4));
        assertThat(day.hours().get(7).from()).isEqualTo(DAY + 7 * HOUR);
        assertThat(day.hours().get(8).counts()).isEqualTo(new Counts(4, 4, 0));
        assertThat(day.gaps()).containsExactly(gap(4 * 60 + 45, 6 * 60, 4));
        assertThat(day.schedules()).containsOnlyKeys("home");
    }

    @Test
    void a_silence_of_more_than_one_and_a_half_steps_is_a_gap() {
        DayCount just = count(10, 0, DAY + 40 * MINUTE);
        just.add(DAY, false);
        just.add(DAY + 15 * MINUTE, false);
        just.add(DAY + 30 * MINUTE + 1, false);
        assertThat(just.result().gaps()).containsExactly(new Gap("home", DAY + 15 * MINUTE, DAY + 30 * MINUTE + 1, 1));
    }

    @Test
    void a_silence_lasts_until_now_and_no_further() {
        assertThat(day(10, 0, DAY + 25 * MINUTE, 0, 10).gaps()).isEmpty();
        assertThat(day(10, 0, DAY + 26 * MINUTE, 0, 10).gaps()).containsExactly(gap(10, 26, 1));
        assertThat(day(10, 0, DAY + 60 * MINUTE, 0, 10).gaps()).containsExactly(gap(10, 60, 4));
        assertThat(day(10, 0, DAY + 60 * MINUTE, 0, 10).total()).isEqualTo(new Counts(6, 2, 0));
        assertThat(day(10, 0, DAY - 1).total()).isEqualTo(Counts.NONE);
        assertThat(day(10, 0, DAY - 1).gaps()).isEmpty();
        assertThat(day(10, 0, DAY + 20 * MINUTE, 0, 10, 20, 30).total())
                .as("one after now is left out")
                .isEqualTo(new Counts(2, 3, 0));
    }

    @Test
    void before_the_first_test_ever_nothing_is_expected() {
        DayCoverage day =
                day(60, DAY + 600 * MINUTE, LATER, 600, 660, 900, 960, 1_020, 1_080, 1_140, 1_200, 1_260, 1_320, 1_380);
        assertThat(day.total()).isEqualTo(new Counts(14, 11, 0));
        assertThat(day.hours().get(9).counts()).isEqualTo(Counts.NONE);
        assertThat(day.hours().get(10).counts()).isEqualTo(new Counts(1, 1, 0));
        assertThat(day.gaps()).containsExactly(gap(660, 900, 3));
        assertThat(day(60, Long.MAX_VALUE, LATER).total()).isEqualTo(Counts.NONE);
        assertThat(day(60, Long.MAX_VALUE, LATER).gaps()).isEmpty();
        assertThat(day(60, DAY + 24 * HOUR, LATER).gaps()).isEmpty();
    }

    @Test
    void a_day_without_any_test_is_one_gap() {
        assertThat(day(60, 0, LATER).gaps()).containsExactly(gap(0, 1_440, 24));
        assertThat(day(60, 0, LATER).total()).isEqualTo(new Counts(24, 0, 0));
        assertThat(day(60, 0, LATER, -3_000, 5_000).gaps()).containsExactly(gap(0, 1_440, 24));
    }

    @Test
    void without_a_schedule_nothing_is_expected() {
        DayCount count = new DayCount(UTC, DATE, "home", Optional.empty(), 0, LATER);
        count.add(DAY + HOUR, true);
        DayCoverage day = count.result();
        assertThat(day.total()).isEqualTo(new Counts(0, 1, 1));
        assertThat(day.total().percentComplete()).isEmpty();
        assertThat(day.gaps()).isEmpty();
        assertThat(day.schedules()).isEmpty();
    }

    @Test
    void tests_are_told_in_order_of_time() {
        DayCount count = count(10, 0, LATER);
        count.add(DAY, false);
        assertThatThrownBy(() -> count.add(DAY, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> count.add(DAY - 1, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_silence_over_midnight_is_told_on_both_days_with_what_was_missed_in_each() {
        // Tests at 22:00 and 03:00: due at 23, 0, 1 and 2.
        assertThat(day(60, 0, LATER, -120, 180, 240).gaps()).startsWith(gap(0, 180, 3));
        assertThat(day(1_000, 0, LATER, -120, 180, 880).gaps()).isEmpty();
        List<Gap> evening = day(60, 0, LATER, 1_260, 1_320, 1_620).gaps();
        assertThat(evening.getLast()).isEqualTo(gap(1_320, 1_440, 1));
        // The silence is too long, but what was due lies in the day before.
        assertThat(day(60, 0, LATER, -115, 1, 61).gaps()).startsWith(gap(61, 1_440, 22));
    }

    @Test
    void gaps_are_what_a_look_at_every_test_finds() {
        // Steps of 6 hours; a test at any of 12 instants from the day before to the day after, or none.
        long[] minutes = {-720, -400, -60, 0, 100, 390, 730, 1_000, 1_300, 1_440, 1_500, 2_200};
        long step = 360;
        for (int set = 0; set < 1 << minutes.length; set++) {
            List<Long> tests = new ArrayList<>();
            for (int i = 0; i < minutes.length; i++) {
                if ((set >> i & 1) == 1) {
                    tests.add(minutes[i]);
                }
            }
            long[] told = tests.stream().mapToLong(Long::longValue).toArray();
            assertThat(day(step, 0, LATER, told).gaps()).as(tests.toString()).isEqualTo(gaps(tests, step, 1_440));
            long now = 1_100;
            assertThat(day(step, 0, DAY + now * MINUTE, told).gaps())
                    .as(tests + " until " + now)
                    .isEqualTo(gaps(tests.stream().filter(t -> t <= now).toList(), step, now));
        }
    }

    /** The gaps of a day until a minute of it, found by laying every due test out. */
    private static List<Gap> gaps(List<Long> tests, long step, long end) {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i <= tests.size(); i++) {
            boolean before = i > 0;
            boolean after = i < tests.size();
            long start = before ? tests.get(i - 1) : 0;
            long stop = after ? tests.get(i) : end;
            if ((stop - start) * 2 <= step * 3) {
                continue;
            }
            List<Long> due = new ArrayList<>();
            if (before) {
                // The last one before the next test is that test, when it is less than half a step away or just so.
                for (long t = start + step; after ? (stop - t) * 2 >= step : t < stop; t += step) {
                    due.add(t);
                }
            } else if (after) {
                for (long t = stop - step; t >= start; t -= step) {
                    due.add(t);
                }
            } else {
                for (long t = start; t < stop; t += step) {
                    due.add(t);
                }
            }
            long missed = due.stream().filter(t -> t >= 0 && t < end).count();
            if (missed > 0) {
                gaps.add(gap(Math.max(0, start), Math.min(end, stop), missed));
            }
        }
        return gaps;
    }

    @Test
    void hosts_together_are_each_held_against_their_own_schedule() {
        DayCount home = count(60, 0, DAY + 3 * HOUR);
        DayCount cabin = new DayCount(
                UTC,
                DATE,
                "cabin",
                Schedule.of("cabin", Map.of("cabin", Duration.ofMinutes(30)), List.of()),
                0,
                DAY + 3 * HOUR);
        DayCount office = new DayCount(UTC, DATE, "office", Optional.empty(), 0, DAY + 3 * HOUR);
        home.add(DAY, false);
        home.add(DAY + HOUR, true);
        home.add(DAY + 2 * HOUR, false);
        cabin.add(DAY, false);
        office.add(DAY + 1, true);
        DayCoverage day = DayCoverage.of(List.of(home.result(), cabin.result(), office.result()));
        assertThat(day.total()).isEqualTo(new Counts(9, 5, 2));
        assertThat(day.hours()).hasSize(24);
        assertThat(day.hours().get(0).counts()).isEqualTo(new Counts(3, 3, 1));
        assertThat(day.hours().get(1).counts()).isEqualTo(new Counts(3, 1, 1));
        assertThat(day.hours().get(3).counts()).isEqualTo(Counts.NONE);
        assertThat(day.schedules()).containsOnlyKeys("cabin", "home");
        assertThat(day.gaps()).containsExactly(new Gap("cabin", DAY, DAY + 3 * HOUR, 5));
        assertThatThrownBy(() -> DayCoverage.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        DayCoverage other = new DayCount(UTC, DATE.plusDays(1), "attic", Optional.empty(), 0, LATER).result();
        assertThatThrownBy(() -> DayCoverage.of(List.of(day, other))).isInstanceOf(IllegalArgumentException.class);
    }
}
