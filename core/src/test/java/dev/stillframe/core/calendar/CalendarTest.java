package dev.stillframe.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {
    private static final long STEP = Duration.ofMinutes(5).toMillis();
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2030, 1, 1);

    /** The first and the last step of each period that walking through time meets. */
    private static final class Walked {
        private final Map<String, long[]> seen = new HashMap<>();

        private void meet(Mode mode, String name, long t) {
            seen.computeIfAbsent(mode.label() + name, k -> new long[] {t, t})[1] = t;
        }
    }

    /** Names a period in another way than the code does: by what java.time says of one instant. */
    private static String name(Mode mode, ZonedDateTime at) {
        return switch (mode) {
            case HOURLY ->
                String.format(
                        Locale.ROOT,
                        "%04d%02d%02d%02d",
                        at.getYear(),
                        at.getMonthValue(),
                        at.getDayOfMonth(),
                        at.getHour());
            case DAILY ->
                String.format(Locale.ROOT, "%04d%02d%02d", at.getYear(), at.getMonthValue(), at.getDayOfMonth());
            case WEEKLY ->
                String.format(
                        Locale.ROOT,
                        "%04dW%02d",
                        at.get(IsoFields.WEEK_BASED_YEAR),
                        at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTHLY -> String.format(Locale.ROOT, "%04d%02d", at.getYear(), at.getMonthValue());
            case YEARLY -> String.format(Locale.ROOT, "%04d", at.getYear());
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Kolkata", "Europe/Berlin", "America/Toronto", "Australia/Lord_Howe", "UTC"})
    void bounds_over_thirty_years_are_those_that_walking_through_time_finds(String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        Calendar calendar = new Calendar(zone);
        long from = FIRST.atStartOfDay(zone).toInstant().toEpochMilli();
        long to = LAST.atStartOfDay(zone).toInstant().toEpochMilli();
        Map<String, Period> periods = new HashMap<>();
        Walked walked = new Walked();
        for (long t = from; t < to; t += STEP) {
            ZonedDateTime at = Instant.ofEpochMilli(t).atZone(zone);
            long hour = calendar.hourNumber(t);
            for (Mode mode : Mode.ALL) {
                // Walking in whole hours of names is enough for the longer ones; their names follow from the day.
                if (mode != Mode.HOURLY && at.getMinute() != 0 && at.getMinute() != 55) {
                    continue;
                }
                String name = name(mode, at);
                walked.meet(mode, name, t);
                periods.computeIfAbsent(mode.label() + name, k -> new Period(Mode.HOURLY, hour).in(mode));
            }
        }
        assertThat(periods).hasSizeGreaterThan(30 * 366 * 23);
        periods.forEach((name, period) -> {
            long[] seen = walked.seen.get(name);
            assertThat(period.mode().label() + period.name()).isEqualTo(name);
            assertThat(Period.parse(period.mode(), period.name())).contains(period);
            boolean whole =
                    seen[0] != from && seen[1] < to - Duration.ofDays(370).toMillis();
            if (whole) {
                assertThat(calendar.from(period)).as("%s from", name).isEqualTo(seen[0]);
                assertThat(calendar.to(period)).as("%s to", name).isEqualTo(seen[1] + STEP);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,2025-03-30,23",
        "Europe/Berlin,2025-10-26,25",
        "Europe/Berlin,2025-10-27,24",
        "America/Toronto,2025-11-02,25",
        "Australia/Lord_Howe,2025-04-06,24.5",
        "Australia/Lord_Howe,2025-10-05,23.5",
        "Asia/Kolkata,2025-10-26,24",
    })
    void days_have_the_length_that_clock_changes_give_them(String zone, LocalDate day, double hours) {
        assertThat(new Calendar(ZoneId.of(zone)).millis(Period.day(day)))
                .isEqualTo(Math.round(hours * Duration.ofHours(1).toMillis()));
    }

    @Test
    void the_hour_that_a_clock_change_repeats_is_one_and_the_one_it_skips_has_no_length() {
        Calendar berlin = new Calendar(ZoneId.of("Europe/Berlin"));
        Calendar lordHowe = new Calendar(ZoneId.of("Australia/Lord_Howe"));

        assertThat(berlin.millis(Period.hour(LocalDate.of(2025, 10, 26), 2))).isEqualTo(7_200_000);
        assertThat(berlin.millis(Period.hour(LocalDate.of(2025, 3, 30), 2))).isZero();
        assertThat(lordHowe.millis(Period.hour(LocalDate.of(2025, 4, 6), 1))).isEqualTo(5_400_000);
        assertThat(lordHowe.millis(Period.hour(LocalDate.of(2025, 10, 5), 2))).isEqualTo(1_800_000);
    }

    @Test
    void weeks_belong_to_the_year_of_their_thursday() {
        assertThat(Period.week(LocalDate.of(2025, 12, 29)).name()).isEqualTo("2026W01");
        assertThat(Period.week(LocalDate.of(2021, 1, 3)).name()).isEqualTo("2020W53");
        assertThat(Period.week(LocalDate.of(2024, 12, 29)).name()).isEqualTo("2024W52");
        assertThat(Period.week(LocalDate.of(2025, 12, 29)).folder()).isEqualTo("year=2026/week=2026W01/");
        assertThat(Period.parse(Mode.WEEKLY, "2021W53")).isEmpty();
        assertThat(Period.parse(Mode.WEEKLY, "2020W53")).contains(Period.week(LocalDate.of(2020, 12, 30)));
    }

    @Test
    void folders_are_those_of_the_contract() {
        LocalDate day = LocalDate.of(2025, 12, 29);
        assertThat(Period.hour(day, 14).folder()).isEqualTo("year=2025/month=202512/day=20251229/hour=2025122914/");
        assertThat(Period.day(day).folder()).isEqualTo("year=2025/month=202512/day=20251229/");
        assertThat(Period.month(YearMonth.of(2025, 12)).folder()).isEqualTo("year=2025/month=202512/");
        assertThat(Period.year(2025).folder()).isEqualTo("year=2025/");
    }

    @ParameterizedTest
    @CsvSource({
        "HOURLY,2025123024x",
        "HOURLY,2025123024",
        "HOURLY,20251230",
        "DAILY,20250229",
        "DAILY,2025-2-9",
        "MONTHLY,202513",
        "WEEKLY,2025W00",
        "WEEKLY,2025W53",
        "YEARLY,25",
        "YEARLY,+202"
    })
    void what_names_no_period_is_none(Mode mode, String name) {
        assertThat(Period.parse(mode, name)).isEmpty();
    }

    @Test
    void a_period_closes_a_while_after_its_end() {
        Calendar utc = new Calendar(ZoneId.of("UTC"));
        LocalDate monday = LocalDate.of(2025, 10, 27);
        assertThat(Instant.ofEpochMilli(Closing.USUAL.at(Period.hour(monday, 13), utc)))
                .isEqualTo("2025-10-27T14:10:00Z");
        assertThat(Instant.ofEpochMilli(Closing.USUAL.at(Period.day(monday), utc)))
                .isEqualTo("2025-10-28T06:00:00Z");
        assertThat(Instant.ofEpochMilli(Closing.USUAL.at(Period.week(monday), utc)))
                .isEqualTo("2025-11-04T02:00:00Z");
        assertThat(Instant.ofEpochMilli(Closing.USUAL.at(Period.month(YearMonth.of(2025, 10)), utc)))
                .isEqualTo("2025-11-01T02:00:00Z");
        assertThat(Instant.ofEpochMilli(Closing.USUAL.at(Period.year(2025), utc)))
                .isEqualTo("2026-01-01T02:00:00Z");
    }
}
