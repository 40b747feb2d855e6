package dev.stillframe.core.api;

import static dev.stillframe.core.api.ApiWorld.answer;
import static dev.stillframe.core.api.ApiWorld.header;
import static dev.stillframe.core.api.ApiWorld.json;
import static dev.stillframe.core.api.ApiWorld.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.rollup.RollupKeys;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /rollups} and {@code /api/dashboard}. */
class CalendarApiTest {
    private final ApiWorld world = CalendarWorld.of(true, 40);

    private JsonNode series(Scope scope, Mode mode) {
        StoredObject object = world.snapshots
                .read(RollupKeys.series(scope, mode))
                .orElseThrow()
                .object();
        return JsonMapper.shared().readTree(Gzip.decompress(object.body(), 1 << 24));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rows_are_those_of_the_series(Mode mode) {
        JsonNode rows = json(world.get("/rollups?mode=" + mode.label() + "&periods=840&host=home"));
        JsonNode series = series(ApiWorld.HOME, mode);
        int periods = series.get("periods").intValue();

        assertThat(rows.size()).isEqualTo(mode == Mode.HOURLY ? 840 : periods).isPositive();
        for (int i = 1; i <= Math.min(periods, rows.size()); i++) {
            JsonNode row = rows.get(rows.size() - i);
            Map<String, String> names = Map.of(
                    "period", "period",
                    "from", "from",
                    "to", "to",
                    "records_aggregated", "records",
                    "failed", "failures",
                    "days", "days",
                    "anomalies_count", "anomalies",
                    "promised_missed", "promised_missed",
                    "expectedCount", "expectedCount",
                    "percentComplete", "percentComplete");
            for (Map.Entry<String, String> name : names.entrySet()) {
                assertThat(row.get(name.getKey()))
                        .as(name.getKey())
                        .isEqualTo(series.get(name.getValue()).get(periods - i));
            }
            for (String metric : List.of("download", "upload", "ping")) {
                for (String bound : List.of("count", "avg", "min", "max")) {
                    assertThat(row.get(bound + "_" + metric))
                            .isEqualTo(
                                    series.get("metrics").get(metric).get(bound).get(periods - i));
                }
            }
            assertThat(row.get("connection_types"))
                    .isEqualTo(series.get("connection_types").get(periods - i));
            assertThat(row.get("status").stringValue())
                    .isEqualTo(series.get("open").get(periods - i).booleanValue() ? "open" : "closed");
        }
    }

    @Test
    void the_newest_periods_are_given_the_newest_last() {
        JsonNode all = json(world.get("/rollups?mode=daily&periods=5000"));
        JsonNode newest = json(world.get("/rollups?mode=daily&periods=2"));
        JsonNode usual = json(world.get("/rollups?mode=daily"));

        assertThat(newest.size()).isEqualTo(2);
        assertThat(newest.get(1).get("period").stringValue()).isEqualTo("20251229");
        assertThat(newest.get(0)).isEqualTo(all.get(all.size() - 2));
        assertThat(usual.size()).isEqualTo(30);
    }

    @Test
    void hours_that_are_in_no_series_any_more_come_from_the_years_once_each() {
        ApiWorld old = CalendarWorld.of(true, 120);
        JsonNode rows = json(old.get("/rollups?mode=hourly&periods=5000&host=home"));

        Set<Long> hours = new TreeSet<>();
        for (long t = old.clock.millis() - 120 * 86_400_000L; t <= old.clock.millis(); t += 1_800_000) {
            hours.add(CalendarWorld.RULES.calendar().hourNumber(t));
        }
        List<String> names = new ArrayList<>();
        rows.forEach(row -> names.add(row.get("period").stringValue()));
        assertThat(names)
                .isEqualTo(hours.stream()
                        .map(hour -> new Period(Mode.HOURLY, hour).name())
                        .toList());
        assertThat(json(old.get("/rollups?mode=hourly&periods=1000&host=home")).get(0))
                .isEqualTo(rows.get(rows.size() - 1000));
        assertThat(json(old.get("/api/dashboard?mode=hourly&days=60&host_id=home"))
                        .size())
                .isBetween(59 * 24, 60 * 24);
    }

    @ParameterizedTest
    @CsvSource({
        "hourly,   2, 38, 2025-12-28T00:00:00+05:30, 28 Dec 2025 00:00, 2025-12-29T13:00:00+05:30, 29 Dec 2025 13:00",
        "daily,    2, 2,  2025-12-28T00:00:00+05:30, 28 Dec 2025, 2025-12-29T00:00:00+05:30, 29 Dec 2025",
        "weekly,   8, 2,  2025-12-22T00:00:00+05:30, 22 Dec 2025 to 28 Dec 2025, 2025-12-29T00:00:00+05:30, 29 Dec 2025 to 4 Jan 2026",
        "monthly, 30, 2,  2025-11-01T00:00:00+05:30, Nov 2025, 2025-12-01T00:00:00+05:30, Dec 2025",
        "yearly,   1, 1,  2025-01-01T00:00:00+05:30, 2025, 2025-01-01T00:00:00+05:30, 2025"
    })
    void the_dashboard_has_the_periods_of_the_last_days(
            String mode, int days, int rows, String first, String firstShown, String last, String lastShown) {
        JsonNode dashboard = json(world.get("/api/dashboard?mode=" + mode + "&days=" + days + "&host_id=home"));

        assertThat(dashboard.size()).isEqualTo(rows);
        assertThat(dashboard.get(0).get("date_ist").stringValue()).isEqualTo(first);
        assertThat(dashboard.get(0).get("date_ist_str").stringValue()).isEqualTo(firstShown);
        assertThat(dashboard.get(rows - 1).get("date_ist").stringValue()).isEqualTo(last);
        assertThat(dashboard.get(rows - 1).get("date_ist_str").stringValue()).isEqualTo(lastShown);
    }

    @Test
    void a_row_of_the_dashboard_says_the_same_as_that_of_the_rollups() {
        JsonNode rollup =
                json(world.get("/rollups?mode=daily&periods=1&host=home")).get(0);
        JsonNode row =
                json(world.get("/api/dashboard?mode=daily&days=1&host_id=home")).get(0);

        for (String metric : List.of("download", "upload", "ping")) {
            for (String bound : List.of("avg", "min", "max")) {
                assertThat(row.get(metric + "_" + bound)).isEqualTo(rollup.get(bound + "_" + metric));
            }
        }
        assertThat(row.get("days").intValue()).isEqualTo(1);
        assertThat(row.get("connection_type").stringValue()).isEqualTo("Wi-Fi, Ethernet");
        assertThat(row.get("below_expected").isBoolean()).isTrue();
        assertThat(row.get("below_expected")).isEqualTo(rollup.get("below_expected"));
        assertThat(row.get("records")).isEqualTo(rollup.get("records_aggregated"));
        assertThat(row.get("failed")).isEqualTo(rollup.get("failed"));
        assertThat(row.get("anomalies")).isEqualTo(rollup.get("anomalies_count"));
        assertThat(row.get("percentComplete")).isEqualTo(rollup.get("percentComplete"));
    }

    @Test
    void minutes_are_the_raw_tests_in_quarters_of_an_hour() {
        long now = world.clock.millis();
        world.samples.append(
                List.of(
                        Sample.of("home", now - 60_000, 20_000),
                        Sample.of("home", now - 120_000, 40_001),
                        Sample.failed("home", now - 180_000, "no route")),
                "test");
        JsonNode slots = json(world.get("/api/dashboard?mode=minute&days=1&host_id=home"));
        JsonNode slot = slots.get(slots.size() - 2);

        // From midnight of the zone, 18:30 UTC, on.
        assertThat(slots.size()).isEqualTo(29);
        assertThat(OffsetDateTime.parse(slots.get(0).get("date_ist").stringValue()))
                .isEqualTo(OffsetDateTime.parse("2025-12-29T00:15:00+05:30"));
        assertThat(slot.get("date_ist_str").stringValue()).isEqualTo("29 Dec 2025 13:30");
        assertThat(slot.get("download_avg").doubleValue()).isEqualTo(30);
        assertThat(slot.get("download_max").doubleValue()).isEqualTo(40);
        assertThat(slot.get("upload_avg").isNull()).isTrue();
        assertThat(slot.get("records").intValue()).isEqualTo(2);
        assertThat(slot.get("failed").intValue()).isEqualTo(1);
        assertThat(slot.get("below_expected").booleanValue()).isTrue();
        assertThat(slot.get("connection_type").isNull()).isTrue();
    }

    @Test
    void minutes_of_all_hosts_are_averages_over_them() {
        long now = world.clock.millis();
        world.samples.append(
                List.of(Sample.of("home", now - 60_000, 20_000), Sample.of("office", now - 60_000, 40_000)), "test");
        JsonNode slots = json(world.get("/api/dashboard?mode=minute"));

        assertThat(slots.get(slots.size() - 2).get("download_avg").doubleValue())
                .isEqualTo(30);
        assertThat(slots.get(slots.size() - 2).get("below_expected").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rollups?mode=monthly",
                "/api/dashboard?mode=monthly",
                "/api/dashboard?mode=minute",
                "/coverage?date=2025-12-29"
            })
    void answers_are_kept_for_two_minutes(String target) {
        Reply first = world.get(target);
        world.calls.before((call, answer) -> {
            if (!call.name().startsWith("Token")) {
                throw new StoreException("nothing is to be read");
            }
        });
        world.clock.advance(119_000);
        Reply second = world.get(target);
        world.clock.advance(1_000);

        assertThat(header(first, "X-Cache")).isEqualTo("miss");
        assertThat(header(second, "X-Cache")).isEqualTo("hit");
        assertThat(((Reply.Whole) second).facts().cache()).isEqualTo("hit");
        assertThat(answer(second).body()).isEqualTo(answer(first).body());
        assertThat(status(world.get(target))).isEqualTo(503);
        world.calls.before((call, answer) -> {});
        assertThat(header(world.get(target), "X-Cache")).isEqualTo("miss");
    }

    @Test
    void a_forced_answer_goes_past_what_is_kept_and_replaces_it() {
        String target = "/api/dashboard?mode=minute&host_id=home";
        int before = json(world.get(target)).size();
        world.samples.append(List.of(Sample.of("home", world.clock.millis() - 60_000, 20_000)), "test");

        assertThat(json(world.get(target)).size()).isEqualTo(before);
        Reply forced = world.get(target + "&force_refresh=1");
        assertThat(header(forced, "X-Cache")).isEqualTo("miss");
        assertThat(header(forced, "Cache-Control")).isEqualTo("no-store");
        assertThat(json(forced).size()).isEqualTo(before + 1);
        Reply kept = world.get(target + "&force_refresh=0");
        assertThat(header(kept, "X-Cache")).isEqualTo("hit");
        assertThat(json(kept).size()).isEqualTo(before + 1);
    }

    @Test
    void forced_answers_are_limited() {
        String target = "/api/dashboard?mode=daily&force_refresh=1";
        for (int i = 0; i < 3; i++) {
            assertThat(status(world.get(target))).isEqualTo(200);
        }
        Reply limited = world.get(target);

        assertThat(status(limited)).isEqualTo(429);
        assertThat(header(limited, "Retry-After")).isEqualTo("20");
        world.clock.advance(20_000);
        assertThat(status(world.get(target))).isEqualTo(200);
    }

    @Test
    void before_anything_is_built_there_is_no_row() {
        ApiWorld empty = new ApiWorld();

        assertThat(json(empty.get("/rollups?mode=hourly")).size()).isZero();
        assertThat(json(empty.get("/api/dashboard?mode=minute")).size()).isZero();
        assertThat(json(empty.get("/coverage?date=2025-12-29"))
                        .get("expectedCount")
                        .intValue())
                .isZero();
    }

    @Test
    void a_client_that_has_the_answer_is_told_so() {
        Answer whole = answer(world.get("/rollups?mode=daily", "accept-encoding", "gzip"));
        String etag = whole.header("ETag").orElseThrow();
        Answer known = answer(world.get("/rollups?mode=daily", "accept-encoding", "gzip", "if-none-match", etag));
        Answer plain = answer(world.get("/rollups?mode=daily", "if-none-match", etag));
        Answer head = answer(world.call("HEAD", "/rollups?mode=daily"));

        assertThat(known.status()).isEqualTo(304);
        assertThat(plain.status()).isEqualTo(200);
        assertThat(Gzip.decompress(whole.body(), 1 << 24)).isEqualTo(plain.body());
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).contains(Integer.toString(plain.body().length));
        assertThat(plain.header("Cache-Control"))
                .contains("public, max-age=60, stale-while-revalidate=60, stale-if-error=86400");
        assertThat(status(world.call("POST", "/rollups?mode=daily"))).isEqualTo(405);
        assertThat(status(world.call("OPTIONS", "/api/dashboard"))).isEqualTo(204);
    }

    @Test
    void a_lost_series_is_made_from_what_is_committed() {
        Reply before = world.get("/rollups?mode=daily&host=home");
        world.snapshots.remove(List.of(RollupKeys.series(ApiWorld.HOME, Mode.DAILY)));
        world.clock.advance(Answers.KEPT);

        assertThat(answer(world.get("/rollups?mode=daily&host=home")).body())
                .isEqualTo(answer(before).body());
    }
}
