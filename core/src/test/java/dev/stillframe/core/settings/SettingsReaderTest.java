package dev.stillframe.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stillframe.core.calendar.Closing;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Thresholds.Kind;
import dev.stillframe.core.model.Thresholds.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds from a date, and the calendar; all other settings are read from files in the standalone edition's tests. */
class SettingsReaderTest {
    private static Settings read(String yaml) {
        return SettingsReader.read(yaml, "stillframe.yaml", Map.of(), Cadence.NONE);
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> read(yaml)).problems();
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void a_threshold_holds_from_the_start_of_its_day_in_the_zone_or_from_an_instant() {
        Settings settings = read("""
                zone: Asia/Kolkata
                promised:
                  home:
                    - {download: 100}
                    - {from: 2024-01-01, download: 250}
                    - {from: "2025-06-01T10:00:00+02:00", download: 500, upload: 50}
                    - from: 2026-01-01
                normal: {home: {from: 2024-01-01, download: 200}}
                minimum: {home: []}
                """);
        long newYear = at("2023-12-31T18:30:00Z");
        assertThat(settings.thresholds().of(Kind.PROMISED))
                .isEqualTo(Map.of(
                        "home",
                        List.of(
                                Limit.always(Map.of("download", 100_000L)),
                                new Limit(newYear, Map.of("download", 250_000L)),
                                new Limit(at("2025-06-01T08:00:00Z"), Map.of("download", 500_000L, "upload", 50_000L)),
                                new Limit(at("2025-12-31T18:30:00Z"), Map.of()))));
        assertThat(settings.thresholds().of(Kind.NORMAL))
                .isEqualTo(Map.of("home", List.of(new Limit(newYear, Map.of("download", 200_000L)))));
        assertThat(settings.thresholds().of(Kind.MINIMUM)).isEmpty();
    }

    @Test
    void a_day_that_begins_late_begins_when_it_does() {
        // The clock went from midnight to one.
        assertThat(read("zone: America/Sao_Paulo\nnormal: {home: {from: 2018-11-04, download: 1}}\n")
                        .thresholds()
                        .of(Kind.NORMAL)
                        .get("home"))
                .containsExactly(new Limit(at("2018-11-04T03:00:00Z"), Map.of("download", 1_000L)));
    }

    @Test
    void all_problems_of_a_dated_list_are_told_each_once() {
        assertThat(problems("""
                promised:
                  home:
                    - {from: yesterday, download: fast}
                    - {download: 1, speed: 2}
                    - {from: 2025-06-01, download: 1}
                    - {from: 2025-01-01, upload: 1e30}
                """))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith("promised.home[1].from:").contains("'yesterday'"),
                        p -> assertThat(p)
                                .startsWith("promised.home[1].download:")
                                .contains("fast"),
                        p -> assertThat(p).startsWith("promised.home[2]:").contains("'speed'"),
                        p -> assertThat(p).startsWith("promised.home[2]: 'from' is missing"),
                        p -> assertThat(p)
                                .startsWith("promised.home[4].upload:")
                                .contains("further from zero"),
                        p -> assertThat(p).startsWith("promised.home[4]: 'from' is not later"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minimum: {attic: [{download: fast}]} | attic[1].download",
                "promised: {attic: [{download: 1}, {download: 2}]} | attic[2]: 'from' is missing",
                "promised: {attic: [{from: 2025-06-01}, {from: 2025-06-01}]} | attic[2]: 'from' is not later",
                "promised: {attic: [{from: 2025-06-01}, {from: 2025-05-31}]} | attic[2]: 'from' is not later",
                "normal: {attic: [{from: 2025-02-29}]} | attic[1].from: '2025-02-29' is not a date such as",
                "normal: {attic: [{from: 2025}]} | attic[1].from: '2025' is not a date such as",
                "normal: {attic: [{from: 1969-12-31}]} | attic[1].from: '1969-12-31' is not a date such as",
                "normal: {attic: [{from: +1000000-01-01T00:00:00Z}]} | of the years 1970 to 9998",
                "normal: {attic: {from: }} | attic.from: 'null' is not a date such as",
                "normal: {attic: [3]} | attic[1]: must be a list",
                "schedule: {attic: 9s} | attic: '9s' is not within 10s to 7d",
                "schedule: {attic: 8d} | within 10s to 7d",
                "schedule: {attic: often} | is not a duration",
                "schedule: {attic: } | is not a duration",
                "schedule: {all: 5m} | not a host name",
                "schedule: 5m | must be a list",
                "closing: {daily: 32d} | daily: '32d' is not within 0s to 31d",
                "closing: {minute: 5m} | unknown period 'minute'; known are [hourly, daily, weekly, monthly, yearly]",
                "closing: 6h | must be a list",
            })
    void what_is_not_right_is_named_with_what_is_allowed(String yaml, String told) {
        assertThat(problems(yaml))
                .singleElement()
                .asString()
                .startsWith(yaml.substring(0, yaml.indexOf(':')))
                .contains(told);
    }

    @Test
    void a_period_that_is_not_named_closes_as_usual() {
        assertThat(read("closing: {daily: 3h, yearly: 31d}").closing().after())
                .isEqualTo(Map.of(
                        Mode.HOURLY, Duration.ofMinutes(10),
                        Mode.DAILY, Duration.ofHours(3),
                        Mode.WEEKLY, Duration.ofHours(26),
                        Mode.MONTHLY, Duration.ofHours(2),
                        Mode.YEARLY, Duration.ofDays(31)));
        assertThat(read("closing: {hourly: 10m}").closing()).isEqualTo(Closing.USUAL);
    }

    @Test
    void a_schedule_is_from_ten_seconds_to_seven_days() {
        assertThat(read("schedule: {home: 10s, cabin: 7d}").schedule())
                .isEqualTo(Map.of("home", Duration.ofSeconds(10), "cabin", Duration.ofDays(7)));
    }

    @Test
    void the_text_of_the_calendar_differs_where_its_settings_do() {
        assertThat(CalendarSettings.DEFAULT.text()).isEmpty();
        assertThat(read("closing: {daily: 6h}").calendar().text()).isEmpty();
        assertThat(Stream.of(
                                "closing: {daily: 3h}",
                                "closing: {weekly: 3h}",
                                "closing: {daily: 4h}",
                                "schedule: {home: 5m}",
                                "schedule: {home: 6m}",
                                "schedule: {cabin: 5m}",
                                "schedule: {cabin: 5m, home: 5m}")
                        .map(yaml -> read(yaml).calendar().text()))
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(read("schedule: {home: 5m, cabin: 6m}").calendar().text())
                .isEqualTo(
                        read("schedule: {cabin: 360s, home: 300s}").calendar().text());
    }
}
