package dev.stillframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveKeysTest {
    @Test
    void a_key_names_the_quarter_of_the_hour_and_the_second() {
        assertThat(key("UTC", "2025-12-29T14:29:59.999Z"))
                .isEqualTo("host=home-primary/year=2025/month=202512/day=20251229/hour=2025122914/minute=15/"
                        + "speed_data_ookla_15_1767018599.json");
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-01-01T00:00:00Z, 2026010100, 00",
        "America/New_York, 2026-01-01T00:00:00Z, 2025123119, 00",
        "Asia/Kolkata, 2025-12-31T18:29:59Z, 2025123123, 45",
        "Asia/Kolkata, 2025-12-31T18:30:00Z, 2026010100, 00",
        "Asia/Kathmandu, 2025-06-30T18:20:00Z, 2025070100, 00",
        "Europe/Berlin, 2025-03-30T00:59:59Z, 2025033001, 45",
        "Europe/Berlin, 2025-03-30T01:00:00Z, 2025033003, 00",
        "Australia/Lord_Howe, 2025-04-05T14:50:00Z, 2025040601, 45",
        "Australia/Lord_Howe, 2025-04-05T15:20:00Z, 2025040601, 45"
    })
    void folders_are_named_by_the_dates_and_hours_of_the_zone(String zone, String time, String hour, String slot) {
        String day = hour.substring(0, 8);

        assertThat(key(zone, time))
                .isEqualTo("host=home-primary/year=" + hour.substring(0, 4) + "/month=" + hour.substring(0, 6) + "/day="
                        + day + "/hour=" + hour + "/minute=" + slot + "/speed_data_ookla_" + slot + "_"
                        + Instant.parse(time).getEpochSecond() + ".json");
    }

    @Test
    void results_of_both_hours_that_a_clock_change_repeats_have_a_key_each() {
        String first = key("Europe/Berlin", "2025-10-26T00:05:00Z");
        String second = key("Europe/Berlin", "2025-10-26T01:05:00Z");

        assertThat(first).contains("/hour=2025102602/minute=00/").isNotEqualTo(second);
        assertThat(second).contains("/hour=2025102602/minute=00/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "..", "../home", "home/../..", "Home", "a\\b", "home\n"})
    void what_is_no_host_has_no_key(String host) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ArchiveKeys(ZoneId.of("UTC")).key(host, 0));
    }

    private static String key(String zone, String time) {
        return new ArchiveKeys(ZoneId.of(zone))
                .key("home-primary", Instant.parse(time).toEpochMilli());
    }
}
