package dev.stillframe.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StampTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2020-07-10T14:43:15.874999Z, 2020-07-10T14:43:15.874Z",
        "2020-07-10 14:43:15, 2020-07-10T12:43:15Z",
        "2020-07-10 14:43, 2020-07-10T12:43:00Z",
        "2020-07-10T14:43Z, 2020-07-10T14:43:00Z",
        "2020-07-10T14:43:15.8, 2020-07-10T12:43:15.800Z",
        "'2020-07-10 14:43:15,874', 2020-07-10T12:43:15.874Z",
        "2020-07-10T14:43:15+02:00, 2020-07-10T12:43:15Z",
        "2020-07-10T14:43:15-0430, 2020-07-10T19:13:15Z",
        "2020-07-10 14:43:15.5 +02, 2020-07-10T12:43:15.500Z",
        "2020-07-10 14:43:15 UTC, 2020-07-10T14:43:15Z",
        "2020-07-10T14:43:15+05:30:15, 2020-07-10T09:13:00Z",
        "2020-07-10T14:43:15+09:00[Asia/Tokyo], 2020-07-10T05:43:15Z",
        "2020-02-29T00:00:00Z, 2020-02-29T00:00:00Z",
        "1594392195, 2020-07-10T14:43:15Z",
        "1594392195.8749, 2020-07-10T14:43:15.874Z",
        "1594392195874, 2020-07-10T14:43:15.874Z"
    })
    void readsTheShapesThatLogsHave(String text, Instant expected) {
        assertThat(Instant.ofEpochMilli(parse(new Stamp(BERLIN), text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2020-07-10",
                "2020-07-10T",
                "2020-07-10T14",
                "2020-07-10T14:4",
                "2020-07-10T14:43:1",
                "2020-07-10T14:43:61Z",
                "2020-07-10T24:00:00Z",
                "2020-13-10T14:43:15Z",
                "2019-02-29T14:43:15Z",
                "2020-04-31T14:43:15Z",
                "2020-07-10T14:43:15X",
                "2020-07-10T14:43:15+2",
                "2020-07-10T14:43:15+19:00",
                "2020-07-10x14:43:15",
                "20-07-10 14:43:15.000",
                "159439219",
                "15943921950",
                "1594392195x",
                "1594392195.",
                "-1594392195",
                "1594392195874000",
                "2020/07/10 14:43:15",
                "0000-00-00 00:00:00"
            })
    void takesAnythingElseForNoStamp(String text) {
        assertThat(parse(new Stamp(BERLIN), text)).isEqualTo(Stamp.NONE);
    }

    @Test
    void readsARepeatedHourAsTheFirstAndMovesASkippedOneOn() {
        Stamp stamps = new Stamp(BERLIN);
        assertThat(parse(stamps, "2021-10-31 02:30:00")).isEqualTo(millis("2021-10-31T00:30:00Z"));
        assertThat(stamps.kind()).isEqualTo(LocalTimes.Kind.REPEATED);
        assertThat(parse(stamps, "2021-10-31 03:00:00")).isEqualTo(millis("2021-10-31T02:00:00Z"));
        assertThat(stamps.kind()).isEqualTo(LocalTimes.Kind.PLAIN);
        assertThat(parse(stamps, "2021-03-28 02:30:00")).isEqualTo(millis("2021-03-28T01:30:00Z"));
        assertThat(stamps.kind()).isEqualTo(LocalTimes.Kind.SKIPPED);
        assertThat(parse(stamps, "2021-10-31T02:30:00+01:00")).isEqualTo(millis("2021-10-31T01:30:00Z"));
        assertThat(stamps.kind()).isEqualTo(LocalTimes.Kind.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "+05:30",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "Pacific/Apia",
                "America/St_Johns",
                "Antarctica/Troll"
            })
    void agreesWithTheCalendarEverywhereAndAroundEveryClockChange(String zone) {
        ZoneId id = ZoneId.of(zone);
        Stamp stamps = new Stamp(id);
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            long second = millis("2000-01-01T00:00:00Z") / 1000 + random.nextInt(1_100_000_000);
            agree(stamps, id, LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        }
        var change = id.getRules().nextTransition(Instant.parse("2000-01-01T00:00:00Z"));
        while (change != null && change.getInstant().isBefore(Instant.parse("2030-01-01T00:00:00Z"))) {
            for (int minute = -180; minute <= 180; minute += 5) {
                for (int second = -1; second <= 1; second++) {
                    agree(
                            stamps,
                            id,
                            change.getDateTimeBefore().plusMinutes(minute).plusSeconds(second));
                }
            }
            change = id.getRules().nextTransition(change.getInstant());
        }
    }

    private static void agree(Stamp stamps, ZoneId zone, LocalDateTime local) {
        String text = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local);
        assertThat(parse(stamps, text))
                .as(text)
                .isEqualTo(ZonedDateTime.ofLocal(local, zone, null).toInstant().toEpochMilli());
        int offsets = zone.getRules().getValidOffsets(local).size();
        assertThat(stamps.kind().ordinal()).as(text).isEqualTo(offsets == 1 ? 0 : offsets == 2 ? 1 : 2);
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static long parse(Stamp stamps, String text) {
        byte[] bytes = ("1" + text + "1").getBytes(UTF_8);
        return stamps.parse(bytes, 1, bytes.length - 1);
    }
}
