package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests every 30 minutes of three days in UTC; on 2 March none from 10:00 to 12:59, and one at 20:00 that failed. */
class CoverageCommandTest {
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
    private static final String LATER = "2025-03-04T00:00:00Z";

    @TempDir
    Path folder;

    private String data = "";

    @BeforeEach
    void fill() throws IOException {
        data = folder.resolve("data").toString();
        StringBuilder lines = new StringBuilder("host,t,download,error\n");
        for (int i = 0; i < 3 * 48; i++) {
            Instant t = START.plusSeconds(1800L * i);
            if (i >= 48 + 20 && i < 48 + 26) {
                continue;
            }
            boolean failed = i == 48 + 40;
            int hour = i / 2 % 24;
            lines.append("home,").append(t).append(',').append(failed ? ",no answer" : (hour == 21 ? 50 : 90) + ",");
            lines.append('\n');
            lines.append("office,").append(t).append(",20,\n");
        }
        Path log = Files.writeString(folder.resolve("log.csv"), lines);
        Files.createDirectories(Path.of(data));
        Files.writeString(
                Path.of(data, "stillframe.yaml"), "promised: {home: {download: 80}}\nschedule: {office: 15m}\n");
        assertThat(onData("import", log.toString(), "--columns", "host=host,t=t,download=download,error=error")
                        .exit())
                .isZero();
    }

    private Terminal onData(String... arguments) {
        return Terminal.run(
                Stream.concat(Stream.of(arguments), Stream.of("--data", data)).toArray(String[]::new));
    }

    private void build() {
        assertThat(onData("build", "--now", LATER).exit()).isZero();
    }

    private static String packed(Terminal terminal) {
        assertThat(terminal.exit()).as(terminal.err()).isZero();
        return terminal.out().replaceAll(" +", " ");
    }

    @Test
    void a_day_is_shown_hour_by_hour_with_its_gap() {
        build();
        assertThat(packed(onData("coverage", "--date", "2025-03-02", "--host", "home", "--now", LATER)))
                .contains("home, 2025-03-02 in UTC, a test every 30 min (learned)")
                .contains("09:00 2 2 0 100.00 % ####################")
                .contains("10:00 2 0 0 0.00 % ....................")
                .contains("20:00 2 2 1 100.00 %")
                .contains("the day 48 42 1 87.50 % #################...")
                .contains("09:30 to 13:00 6 tests missing")
                .contains("Below what was promised, as published: 3 of 42 tests, 7.1 %.");
    }

    @Test
    void without_a_host_every_host_has_a_line_by_its_own_schedule() {
        build();
        assertThat(packed(onData("coverage", "--date", "2025-03-02", "--now", LATER)))
                .contains("home 48 42 1 87.50 % 1 30 min (learned)")
                .contains("office 96 42 0 43.75 %")
                .contains("15 min (declared)")
                .contains("the day 144 84 1 58.33 %")
                .contains("home\n");
    }

    @Test
    void json_has_the_fields_of_the_api_and_of_each_host() {
        build();
        assertThat(packed(onData("coverage", "--date", "2025-03-02", "--json", "--now", LATER)))
                .contains("\"expectedCount\" : 144")
                .contains("\"missed\" : 6")
                .contains("\"promisedMissed\" : 3")
                .contains("\"percentComplete\" : 43.75");
    }

    @Test
    void the_hours_of_the_day_say_when_it_is_below_the_promise() {
        build();
        assertThat(packed(onData("coverage", "--hours", "--days", "4", "--host", "home", "--now", LATER)))
                .contains("the last 4 days")
                .contains("10:00 2 4 0 90.00 0.0 % ....................")
                .contains("20:00 3 6 1 90.00 16.7 % ###.................")
                .contains("21:00 3 6 0 50.00 100.0 % ####################");
        assertThat(packed(onData("coverage", "--hours", "--days", "2", "--host", "home", "--now", LATER)))
                .contains("21:00 1 2 0 50.00 100.0 %");
        assertThat(packed(onData("coverage", "--hours", "--json", "--host", "home", "--now", LATER)))
                .contains("\"hour\" : 21")
                .contains("\"avg_download\" : 50.00");
    }

    @Test
    void periods_of_the_calendar_are_shown_as_published_the_newest_last() {
        assertThat(packed(onData("latest", "--period", "daily"))).contains("Nothing daily is published of all yet");
        build();
        String days = packed(onData("latest", "--period", "daily", "--last", "2", "--host", "home"));
        assertThat(days).startsWith("home, as published");
        assertThat(days.lines().skip(3))
                .containsExactly(
                        "2025-03-02 42 1 88.05 50.00 90.00 87.50 % 7.1 % closed",
                        "2025-03-03 48 0 88.33 50.00 90.00 100.00 % 4.2 % open");
        assertThat(packed(onData("latest", "--period", "hourly", "--last", "1", "--host", "home")))
                .contains("2025-03-03 23:00 2 0 90.00");
        assertThat(packed(onData("latest", "--period", "weekly")))
                .contains("2025W09")
                .contains("2025W10");
        assertThat(packed(onData("latest", "--period", "monthly"))).contains("2025-03 276 1");
        assertThat(packed(onData("latest", "--period", "yearly"))).contains("2025 276 1");
        assertThat(packed(onData("latest", "--period", "monthly", "--json")))
                .contains("\"period\":\"202503\"")
                .contains("\"records_aggregated\":275");
    }

    @Test
    void wrong_use_says_what_is_allowed() {
        for (String[] wrong : new String[][] {
            {"coverage", "--date", "yesterday"},
            {"coverage", "--date", "1999-12-31"},
            {"coverage", "--days", "3"},
            {"coverage", "--hours", "--date", "2025-03-02"},
            {"coverage", "--hours", "--days", "0"},
            {"coverage", "--host", "nobody"},
            {"latest", "--period", "fortnightly"}
        }) {
            assertThat(onData(wrong).exit()).as(String.join(" ", wrong)).isEqualTo(Stillframe.WRONG_USE);
        }
    }

    @Test
    void a_folder_without_samples_expects_nothing() throws IOException {
        data = folder.resolve("empty").toString();
        assertThat(onData("coverage").err()).contains("there is no data in");
        Path log = Files.writeString(folder.resolve("one.csv"), "t,ping\n2025-03-01T00:00:00Z,4\n");
        assertThat(onData("import", log.toString(), "--host", "home", "--columns", "t=t,ping=ping")
                        .exit())
                .isZero();
        assertThat(packed(onData("coverage", "--date", "2025-03-01")))
                .contains("not known yet")
                .contains("Nothing is expected of this day.");
    }
}
