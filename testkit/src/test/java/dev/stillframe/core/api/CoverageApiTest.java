package dev.stillframe.core.api;

import static dev.stillframe.core.api.ApiWorld.answer;
import static dev.stillframe.core.api.ApiWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Closing;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.rollup.RollupKeys;
import dev.stillframe.core.rollup.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /coverage}. */
class CoverageApiTest {
    private static final long QUARTER = 900_000;
    private static final Calendar BERLIN = new Calendar(ZoneId.of("Europe/Berlin"));

    private final ApiWorld world = world(Map.of());

    private static ApiWorld world(Map<String, Duration> schedule) {
        return new ApiWorld(
                ApiSettings.DEFAULT, Cadence.NONE, new Rules(BERLIN, Closing.USUAL, Thresholds.NONE, schedule));
    }

    /** A test each quarter of an hour, but none from one instant to another. */
    private static ApiWorld tested(ApiWorld world, String host, String from, String to, String gapFrom, String gapTo) {
        long gapBegin = Instant.parse(gapFrom).toEpochMilli();
        long gapEnd = Instant.parse(gapTo).toEpochMilli();
        List<Sample> samples = new ArrayList<>();
        for (long t = Instant.parse(from).toEpochMilli(); t < Instant.parse(to).toEpochMilli(); t += QUARTER) {
            if (t < gapBegin || t >= gapEnd) {
                samples.add(t % (10 * QUARTER) == 0 ? Sample.failed(host, t + 7, "no") : Sample.of(host, t + 7, 1));
            }
        }
        world.samples.append(samples, "test");
        return world;
    }

    @Test
    void a_day_with_a_gap_says_when_and_how_many() {
        tested(
                        world,
                        "home",
                        "2025-12-20T00:00:00Z",
                        "2025-12-29T08:15:00Z",
                        "2025-12-27T09:30:00Z",
                        "2025-12-27T11:00:00Z")
                .built();
        JsonNode day = json(world.get("/coverage?date=2025-12-27&host=home"));

        assertThat(day.get("expectedCount").intValue()).isEqualTo(96);
        assertThat(day.get("observedCount").intValue()).isEqualTo(90);
        assertThat(day.get("percentComplete").doubleValue()).isEqualTo(93.75);
        assertThat(day.get("schedules").toString())
                .isEqualTo("[{\"host\":\"home\",\"stepMillis\":900000,\"source\":\"learned\"}]");
        assertThat(day.get("gaps").size()).isEqualTo(1);
        JsonNode gap = day.get("gaps").get(0);
        assertThat(Instant.ofEpochMilli(gap.get("from").longValue())).isEqualTo("2025-12-27T09:15:00.007Z");
        assertThat(Instant.ofEpochMilli(gap.get("to").longValue())).isEqualTo("2025-12-27T11:00:00.007Z");
        assertThat(gap.get("missed").intValue()).isEqualTo(6);
        JsonNode hour = day.get("hours").get(10);
        assertThat(hour.get("hour").stringValue()).isEqualTo("2025122710");
        assertThat(hour.get("expectedCount").intValue()).isEqualTo(4);
        assertThat(hour.get("observedCount").intValue()).isEqualTo(2);
        assertThat(hour.get("percentComplete").intValue()).isEqualTo(50);
        assertThat(sum(day, "expectedCount")).isEqualTo(96);
        assertThat(sum(day, "observedCount")).isEqualTo(90);
        assertThat(sum(day, "failedCount"))
                .isEqualTo(day.get("failedCount").intValue())
                .isPositive();
    }

    private static int sum(JsonNode day, String count) {
        int sum = 0;
        for (JsonNode hour : day.get("hours")) {
            sum += hour.get(count).intValue();
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"2025-10-26, 24, 100", "2025-03-30, 23, 92", "2025-06-01, 24, 96"})
    void days_of_clock_changes_have_the_hours_they_have(LocalDate date, int hours, int tests) {
        String none = "2025-01-01T00:00:00Z";
        tested(world, "home", "2025-03-01T00:00:00Z", "2025-12-29T08:15:00Z", none, none)
                .built();
        JsonNode day = json(world.get("/coverage?date=" + date + "&host=home"));

        assertThat(day.get("hours").size()).isEqualTo(hours);
        assertThat(day.get("expectedCount").intValue()).isEqualTo(tests);
        assertThat(day.get("observedCount").intValue()).isEqualTo(tests);
        assertThat(day.get("percentComplete").intValue()).isEqualTo(100);
        assertThat(day.get("gaps").size()).isZero();
        assertThat(day.get("to").longValue() - day.get("from").longValue()).isEqualTo(tests * QUARTER);
        JsonNode summary = JsonMapper.shared()
                .readTree(world.snapshots
                        .read(RollupKeys.summary(ApiWorld.HOME, Period.of(Mode.DAILY, date)))
                        .orElseThrow()
                        .object()
                        .body());
        for (String count : List.of("expectedCount", "observedCount", "percentComplete")) {
            assertThat(day.get(count)).as(count).isEqualTo(summary.get(count));
        }
    }

    @Test
    void a_declared_schedule_is_held_against_and_said() {
        String none = "2025-01-01T00:00:00Z";
        ApiWorld declared = world(Map.of("home", Duration.ofMinutes(5)));
        tested(declared, "home", "2025-12-20T00:00:00Z", "2025-12-29T08:15:00Z", none, none)
                .built();
        JsonNode day = json(declared.get("/coverage?date=2025-12-22&host=home"));

        assertThat(day.get("schedules").toString())
                .isEqualTo("[{\"host\":\"home\",\"stepMillis\":300000,\"source\":\"declared\"}]");
        assertThat(day.get("expectedCount").intValue()).isEqualTo(288);
        assertThat(day.get("percentComplete").doubleValue()).isEqualTo(33.33);
    }

    @Test
    void all_hosts_are_the_sum_of_them() {
        String none = "2025-01-01T00:00:00Z";
        tested(world, "home", "2025-12-20T00:00:00Z", "2025-12-29T08:15:00Z", none, none);
        tested(
                        world,
                        "office",
                        "2025-12-20T00:00:00Z",
                        "2025-12-29T08:15:00Z",
                        "2025-12-27T09:30:00Z",
                        "2025-12-27T11:00:00Z")
                .built();
        JsonNode day = json(world.get("/coverage?date=2025-12-27"));

        assertThat(day.get("scope").stringValue()).isEqualTo("all");
        assertThat(day.get("expectedCount").intValue()).isEqualTo(192);
        assertThat(day.get("observedCount").intValue()).isEqualTo(186);
        assertThat(day.get("schedules").size()).isEqualTo(2);
        assertThat(day.get("gaps").get(0).get("host").stringValue()).isEqualTo("office");
    }

    @Test
    void before_the_first_day_and_after_now_nothing_is_expected() {
        String none = "2025-01-01T00:00:00Z";
        tested(world, "home", "2025-12-20T00:00:00Z", "2025-12-29T08:15:00Z", none, none)
                .built();
        JsonNode before = json(world.get("/coverage?date=2025-12-19&host=home"));
        JsonNode today = json(world.get("/coverage?date=2025-12-29&host=home"));

        assertThat(before.get("expectedCount").intValue()).isZero();
        assertThat(before.get("percentComplete").isNull()).isTrue();
        assertThat(before.get("gaps").size()).isZero();
        // From midnight in Berlin, 23:00 UTC, until a quarter past eight.
        assertThat(today.get("expectedCount").intValue()).isEqualTo(37);
        assertThat(today.get("observedCount").intValue()).isEqualTo(37);
    }

    @Test
    void a_silent_day_is_one_gap() {
        tested(
                        world,
                        "home",
                        "2025-12-20T00:00:00Z",
                        "2025-12-29T08:15:00Z",
                        "2025-12-24T00:00:00Z",
                        "2025-12-28T00:00:00Z")
                .built();
        JsonNode day = json(world.get("/coverage?date=2025-12-26&host=home"));

        assertThat(day.get("expectedCount").intValue()).isEqualTo(96);
        assertThat(day.get("observedCount").intValue()).isZero();
        assertThat(day.get("percentComplete").intValue()).isZero();
        assertThat(day.get("gaps").size()).isEqualTo(1);
        assertThat(day.get("gaps").get(0).get("missed").intValue()).isEqualTo(96);
        assertThat(answer(world.get("/coverage?date=2025-12-26&host=home")).status())
                .isEqualTo(200);
    }
}
