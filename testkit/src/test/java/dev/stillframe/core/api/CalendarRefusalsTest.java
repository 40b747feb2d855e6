package dev.stillframe.core.api;

import static dev.stillframe.core.api.ApiWorld.header;
import static dev.stillframe.core.api.ApiWorld.json;
import static dev.stillframe.core.api.ApiWorld.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.read.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of the calendar: by name, and where reading is closed. */
class CalendarRefusalsTest {
    private final ApiWorld world = CalendarWorld.of(true, 3);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rollups",
                "/rollups?mode=minute",
                "/rollups?mode=DAILY",
                "/rollups?mode=daily&mode=daily",
                "/rollups?mode=daily&periods=0",
                "/rollups?mode=daily&periods=5001",
                "/rollups?mode=daily&periods=-1",
                "/rollups?mode=daily&periods=1e3",
                "/rollups?mode=daily&periods=",
                "/rollups?mode=daily&periods=99999999999999999999",
                "/rollups?mode=daily&days=3",
                "/rollups?mode=daily&host=all",
                "/rollups?mode=daily&host=..%2Fhome",
                "/rollups?mode=%zz",
                "/api/dashboard",
                "/api/dashboard?mode=secondly",
                "/api/dashboard?mode=minute&days=8",
                "/api/dashboard?mode=hourly&days=367",
                "/api/dashboard?mode=daily&days=3661",
                "/api/dashboard?mode=daily&days=0",
                "/api/dashboard?mode=daily&host=home",
                "/api/dashboard?mode=daily&host_id=HOME",
                "/api/dashboard?mode=daily&force_refresh=true",
                "/coverage",
                "/coverage?date=",
                "/coverage?date=20251229",
                "/coverage?date=2025-02-29",
                "/coverage?date=2025-12-30",
                "/coverage?date=1999-12-31",
                "/coverage?date=%2B999999-01-01",
                "/coverage?date=2025-12-29&host_id=home"
            })
    void what_is_not_allowed_is_refused_by_name(String target) {
        Reply reply = world.get(target);

        assertThat(status(reply)).isEqualTo(400);
        assertThat(json(reply).get("detail").stringValue()).isNotEmpty();
    }

    @Test
    void a_refusal_says_what_is_allowed() {
        assertThat(json(world.get("/api/dashboard?mode=x")).get("allowed").toString())
                .isEqualTo(
                        "[\"mode=minute\",\"mode=hourly\",\"mode=daily\",\"mode=weekly\",\"mode=monthly\",\"mode=yearly\"]");
        assertThat(json(world.get("/rollups?mode=daily&x=1")).get("allowed").toString())
                .isEqualTo("[\"mode\",\"periods\",\"host\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rollups?mode=daily&host=nobody",
                "/api/dashboard?mode=minute&host_id=nobody",
                "/coverage?date=2025-12-29&host=nobody"
            })
    void an_unknown_host_is_not_found_until_it_is_known(String target) {
        assertThat(status(world.get(target))).isEqualTo(404);
        world.samples.append(List.of(Sample.of("nobody", world.clock.millis(), 1)), "test");
        assertThat(status(world.get(target))).isEqualTo(200);
    }

    @Test
    void where_reading_is_closed_a_token_reads_what_it_is_for() {
        ApiWorld closed = CalendarWorld.of(false, 3);
        String home = "Bearer " + closed.token(Role.VIEWER, "home");
        for (String target : List.of(
                "/rollups?mode=daily&host=",
                "/api/dashboard?mode=minute&host_id=",
                "/coverage?date=2025-12-29&host=")) {
            assertThat(status(closed.get(target + "home"))).isEqualTo(401);
            Reply own = closed.get(target + "home", "authorization", home);
            assertThat(status(own)).isEqualTo(200);
            assertThat(header(own, "Cache-Control")).startsWith("private");
            assertThat(status(closed.get(target + "office", "authorization", home)))
                    .isEqualTo(403);
            assertThat(status(closed.get(target.substring(0, target.lastIndexOf('&')), "authorization", home)))
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/aggregated/host=home/rollup_daily.json, 200",
        "/aggregated/host%3Dhome/rollup_daily.json, 200",
        "/aggregated/host=home/year=2025/rollup_hourly.json, 200",
        "/aggregated/host=home/year=2025/month=202512/speed_test_summary.json, 200",
        "/aggregated/host=office/rollup_daily.json, 403",
        "/aggregated/host%3Doffice/rollup_daily.json, 403",
        "/aggregated/rollup_daily.json, 403",
        "/aggregated/year=2025/month=202512/speed_test_summary.json, 403"
    })
    void static_rollups_are_closed_too(String path, int expected) {
        ApiWorld closed =
                new ApiWorld(new ApiSettings(false, Duration.ofMinutes(15), 60), Cadence.NONE, Thresholds.NONE);
        String home = "Bearer " + closed.token(Role.VIEWER, "home");

        assertThat(closed.api.refuseReading(call(path, Map.of())).map(Answer::status))
                .contains(401);
        assertThat(closed.api
                        .refuseReading(call(path, Map.of("authorization", home)))
                        .map(Answer::status)
                        .orElse(200))
                .isEqualTo(expected);
    }

    private static Call call(String path, Map<String, String> headers) {
        return new Call("GET", path, null, headers, "192.0.2.7");
    }
}
