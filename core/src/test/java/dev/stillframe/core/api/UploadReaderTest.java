package dev.stillframe.core.api;

import static dev.stillframe.core.api.Uploads.bad;
import static dev.stillframe.core.api.Uploads.items;
import static dev.stillframe.core.api.Uploads.read;
import static dev.stillframe.core.api.Uploads.refused;
import static dev.stillframe.core.api.Uploads.sample;
import static dev.stillframe.core.api.Uploads.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.ingest.Decimal;
import dev.stillframe.core.ingest.JsonSamples.Item;
import dev.stillframe.core.ingest.RawSample;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Values;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadReaderTest {
    private static final String GOOD = "[{\"host\":\"home\",\"t\":1766996098000,\"download\":93.1,\"upload\":40.2,"
            + "\"ping\":11.2,\"connectionType\":\"Ethernet\"},{\"t\":1766996158000,\"error\":\"no n\u00e9t\"}]";

    @Test
    void anArrayIsReadExactly() {
        List<Item> items = items(GOOD);

        RawSample first = ((Item.Found) items.get(0)).sample();
        assertThat(first.host()).isEqualTo("home");
        assertThat(first.t()).isEqualTo(1_766_996_098_000L);
        assertThat(first.values()).containsExactly(93_100, 40_200, 11_200, Values.ABSENT, Values.ABSENT);
        assertThat(first.labels()).isEqualTo(Map.of("connectionType", "Ethernet"));
        RawSample second = ((Item.Found) items.get(1)).sample();
        assertThat(second.host()).as("of the token").isEqualTo("home");
        assertThat(second.error()).isEqualTo("no n\u00e9t");
        assertThat(second.values()).containsOnly(Values.ABSENT);
    }

    @Test
    void linesAndASinglePrettyObjectAreReadToo() {
        assertThat(items("{\"t\":1}\n{\"t\":2}\r\n{\"t\":3}\n")).hasSize(3);
        assertThat(items("{\n  \"t\": 1,\n  \"ping\": 2\n}\n")).hasSize(1);
        assertThat(items("\uFEFF{\"t\":1}")).as("with a byte order mark").hasSize(1);
        assertThat(items(" [ {\"t\":1} ] \n")).hasSize(1);
    }

    @Test
    void numbersAreReadFromTheirDigits() {
        assertThat(sample("{\"t\":1,\"download\":0.0005,\"ping\":1.0005e1,\"jitter\":-3,\"packet_loss\":1E400}")
                        .values())
                .containsExactly(1, Values.ABSENT, 10_005, -3_000, Decimal.HUGE);
        assertThat(sample("{\"t\":1,\"download\":" + "9".repeat(1000) + ",\"ping\":0." + "3".repeat(900) + "}")
                        .values())
                .startsWith(Decimal.HUGE, Values.ABSENT, 333);
        assertThat(sample("{\"t\":-5,\"download\":null,\"error\":null,\"isp\":null,\"host\":null}")
                        .values())
                .containsOnly(Values.ABSENT);
    }

    @Test
    void declaredMetricsAreFieldsToo() {
        UploadReader reader = new UploadReader(Metrics.builtInAnd(
                List.of(new Metric("type", "\u00b0C", 2, 2, -4_000, 12_500, Metric.Better.NEITHER))));
        UploadReader.Result result = reader.read(utf8("{\"t\":1,\"type\":-1.25}"), "application/json", null, "home");
        Item item = ((UploadReader.Read) result).items().getFirst();
        assertThat(((Item.Found) item).sample().values()[5]).isEqualTo(-125);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON ; charset=UTF-8",
                "application/json;charset=\"utf-8\"",
                "application/x-ndjson",
                "application/ndjson",
                "application/jsonl; profile=x"
            })
    void jsonAndLinesOfItAreTaken(String type) {
        assertThat(Uploads.READER.read(utf8(GOOD), type, null, "home")).isInstanceOf(UploadReader.Read.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=application/json",
                "text/plain, application/json",
                "application/json, application/json",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "application/json; charset =utf-8x"
            })
    void otherTypesAreRefusedWithThoseAllowed(String type) {
        Refused refused = refused(Uploads.READER.read(utf8(GOOD), type, null, "home"));
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.allowed()).isNotEmpty();
        assertThat(refused(Uploads.READER.read(utf8(GOOD), null, null, "home")).status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd", "gzip;q=1"})
    void otherEncodingsAreRefusedWithThoseAllowed(String encoding) {
        Refused refused = refused(Uploads.READER.read(utf8(GOOD), "application/json", encoding, "home"));
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.allowed()).contains("gzip");
    }

    @Test
    void gzipIsUnpacked() {
        for (String encoding : List.of("gzip", "x-gzip", " GZIP ")) {
            UploadReader.Result result =
                    Uploads.READER.read(Uploads.gzip(utf8(GOOD)), "application/json", encoding, "home");
            assertThat(((UploadReader.Read) result).items()).hasSize(2);
        }
        assertThat(refused(Uploads.READER.read(utf8(GOOD), "application/json", "gzip", "home")))
                .extracting(Refused::status)
                .isEqualTo(400);
        assertThat(refused(Uploads.READER.read(Uploads.gzip(utf8(GOOD)), "application/json", null, "home")))
                .as("gzip without saying so")
                .extracting(Refused::status)
                .isEqualTo(400);
    }

    @Test
    void aBodyThatIsTooLongIsRefused() {
        assertThat(refused(read(new byte[UploadReader.MAX_BYTES + 1])).status()).isEqualTo(413);
        byte[] packed = Uploads.gzip(new byte[UploadReader.MAX_BYTES + 1]);
        Refused refused = refused(Uploads.READER.read(packed, "application/json", "gzip", "home"));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.detail()).contains("8,388,608");
    }

    @Test
    void fromOneToAThousandSamplesAreTaken() {
        String thousand = "{\"t\":1}\n".repeat(1000);
        assertThat(items(thousand)).hasSize(1000);
        assertThat(bad(thousand + "{\"t\":1}")).contains("1,000");
        assertThat(bad("[]")).contains("no sample", "1 to 1,000");
        assertThat(bad("")).contains("no sample");
        assertThat(bad(" \n ")).contains("no sample");
        assertThat(bad("[" + "{\"t\":1},".repeat(1000) + "{\"t\":1}]")).contains("1,000");
    }

    @Test
    void anUnknownFieldIsRefusedByNameAndPlace() {
        assertThat(bad("[{\"t\":1},{\"t\":2},{\"t\":3},{\"t\":4,\"downlaod\":3}]"))
                .contains("samples[3]: unknown field 'downlaod'; known are t, download, upload, ping")
                .contains("connectionType");
        assertThat(bad("{\"t\":1,\"a\\u0000\\n<b>" + "x".repeat(150) + "\":1}"))
                .doesNotContain("\u0000", "\n", "x".repeat(50));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "\"a\"",
                "null",
                "[1]",
                "[null]",
                "[[{\"t\":1}]]",
                "[{\"t\":1}] {\"t\":2}",
                "[{\"t\":1}] x",
                "[{\"t\":1},]",
                "[{\"t\":1}",
                "{\"t\":1",
                "{\"t\":1}{\"t\":",
                "{\"t\":1} [{\"t\":1}]",
                "{\"t\":1},{\"t\":2}",
                "{t:1}",
                "{'t':1}",
                "{\"t\":01}",
                "{\"t\":1}// comment",
                "{}",
                "{\"download\":1}",
                "{\"t\":null}",
                "{\"t\":\"1766996098000\"}",
                "{\"t\":\"2026-01-01T00:00:00Z\"}",
                "{\"t\":1766996098000.5}",
                "{\"t\":1766996098000.0}",
                "{\"t\":1.766996098e12}",
                "{\"t\":9223372036854775808}",
                "{\"t\":-9223372036854775809}",
                "{\"t\":true}",
                "{\"t\":[1]}",
                "{\"t\":1,\"t\":1}",
                "{\"t\":1,\"\\u0074\":1}",
                "{\"t\":1,\"ping\":1,\"ping\":1}",
                "{\"t\":1,\"ping\":\"1\"}",
                "{\"t\":1,\"ping\":NaN}",
                "{\"t\":1,\"ping\":Infinity}",
                "{\"t\":1,\"ping\":1.}",
                "{\"t\":1,\"ping\":+1}",
                "{\"t\":1,\"ping\":false}",
                "{\"t\":1,\"ping\":{}}",
                "{\"t\":1,\"ping\":[1]}",
                "{\"t\":1,\"error\":1}",
                "{\"t\":1,\"error\":{}}",
                "{\"t\":1,\"isp\":false}",
                "{\"t\":1,\"host\":7}",
                "{\"t\":1,\"error\":\"a\tb\"}",
                "{\"t\":1,\"error\":\"\\x\"}",
                "{\"T\":1}"
            })
    void whatIsNotAsItShouldBeRefusesTheWholeBody(String body) {
        assertThat(bad(body)).startsWith("The body is refused as a whole: ");
    }

    @Test
    void anotherHostRefusesTheWholeBody() {
        for (String host : List.of("office", "all", "../etc", "HOME", "home ", "")) {
            Refused refused = refused(read("[{\"t\":1},{\"t\":2,\"host\":\"" + host + "\"}]"));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.detail()).contains("samples[1]");
            assertThat(refused.allowed()).containsExactly("home");
        }
        Refused ookla = refused(read("{\"type\":\"result\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"host\":\"x\"}"));
        assertThat(ookla.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"[,100000", "{\"a\":,100000", "[,17", "[{\"a\":,9", "{\"t\":1} [,100000"})
    void nestingIsRefusedHoweverDeep(String opening, int times) {
        assertThat(bad(opening.repeat(times))).containsAnyOf("nested deeper than 16 levels", "no JSON object");
        assertThat(bad("[{\"t\":1,\"x\":" + (opening.contains(" ") ? "[" : opening).repeat(Math.max(times, 17))))
                .contains("nested deeper");
    }

    @Test
    void textsThatAreTooLongAreRefused() {
        assertThat(bad("{\"t\":1,\"" + "n".repeat(5000) + "\":1}")).contains("200");
        assertThat(bad("{\"t\":1,\"error\":\"" + "n".repeat(70_000) + "\"}")).contains("65,536");
        assertThat(bad("{\"t\":1,\"ping\":" + "1".repeat(1001) + "}")).contains("1,000");
        assertThat(bad("{\"t\":" + "1".repeat(100_000) + "}")).contains("1,000");
        assertThat(bad("{\"t\":1,\"ping\":1." + "1".repeat(1001) + "}")).contains("1,000");
        assertThat(sample("{\"t\":1,\"error\":\"" + "n".repeat(60_000) + "\"}").error())
                .hasSize(60_000);
        StringBuilder many = new StringBuilder("{\"type\":\"result\"");
        for (int i = 0; i < 600; i++) {
            many.append(",\"f").append(i).append("\":{}");
        }
        assertThat(bad(many + "}")).contains("more than 500 fields");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C3",
                "C3 28",
                "A0",
                "C0 AF",
                "C1 BF",
                "E0 80 AF",
                "ED A0 80",
                "ED BF BF",
                "ED A0 80 ED B0 80",
                "E2 82",
                "F0 80 80 AF",
                "F4 90 80 80",
                "F8 88 80 80 80",
                "FE",
                "FF",
                "00"
            })
    void bytesThatAreNotUtf8AreRefused(String hex) {
        byte[] head = utf8("{\"t\":1,\"error\":\"");
        byte[] wrong = HexFormat.ofDelimiter(" ").parseHex(hex);
        byte[] body = Arrays.copyOf(head, head.length + wrong.length + 2);
        System.arraycopy(wrong, 0, body, head.length, wrong.length);
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        assertThat(refused(read(body)).status()).isEqualTo(400);
        assertThat(refused(read(Arrays.copyOf(body, head.length + wrong.length)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void otherEncodingsOfUnicodeAreRefused() {
        for (var charset : List.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("UTF-32LE"))) {
            assertThat(refused(read(GOOD.getBytes(charset))).status()).isEqualTo(400);
        }
    }

    @Test
    void aTornArrayIsRefusedAtEveryLength() {
        byte[] body = utf8(GOOD);
        for (int length = 0; length < body.length; length++) {
            assertThat(refused(read(Arrays.copyOf(body, length))).status()).isEqualTo(400);
        }
        byte[] packed = Uploads.gzip(body);
        for (int length = 0; length < packed.length; length++) {
            byte[] torn = Arrays.copyOf(packed, length);
            assertThat(refused(Uploads.READER.read(torn, "application/json", "gzip", "home"))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void linesThatAreTornGiveWholeSamplesOrNothing() {
        byte[] body = utf8("{\"t\":1,\"ping\":2}\n{\"t\":3,\"ping\":4}\n");
        int read = 0;
        for (int length = 0; length <= body.length; length++) {
            if (read(Arrays.copyOf(body, length)) instanceof UploadReader.Read(List<Item> items)) {
                assertThat(((Item.Found) items.getFirst()).sample().values()[2]).isEqualTo(2_000);
                read++;
            }
        }
        assertThat(read).isEqualTo(4);
    }

    @Test
    void aChangedByteIsReadOrRefusedAndNothingElse() {
        byte[] body = utf8(GOOD);
        int read = 0;
        for (int at = 0; at < body.length; at++) {
            for (int b = 0; b < 256; b++) {
                byte[] changed = body.clone();
                changed[at] = (byte) b;
                UploadReader.Result result = read(changed);
                read += result instanceof UploadReader.Read ? 1 : 0;
                assertThat(result instanceof Refused r && r.status() != 400 && r.status() != 403)
                        .isFalse();
            }
        }
        assertThat(read).isGreaterThan(body.length);
    }

    @Test
    void aChangedByteOfGzipGivesTheSameSamplesOrARefusal() {
        byte[] packed = Uploads.gzip(utf8(GOOD));
        List<Long> times = List.of(1_766_996_098_000L, 1_766_996_158_000L);
        for (int at = 0; at < packed.length; at++) {
            for (int b = 0; b < 256; b++) {
                byte[] changed = packed.clone();
                changed[at] = (byte) b;
                if (Uploads.READER.read(changed, "application/json", "gzip", "home")
                        instanceof UploadReader.Read(List<Item> items)) {
                    assertThat(items)
                            .extracting(item -> ((Item.Found) item).sample().t())
                            .isEqualTo(times);
                }
            }
        }
    }

    @Test
    void noiseIsRefused() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            assertThat(read(noise)).isInstanceOf(Refused.class);
        }
    }
}
