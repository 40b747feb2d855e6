package dev.stillframe.core.api;

import static dev.stillframe.core.api.Uploads.bad;
import static dev.stillframe.core.api.Uploads.items;
import static dev.stillframe.core.api.Uploads.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.ingest.JsonSamples.Item;
import dev.stillframe.core.ingest.RawSample;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OoklaUploadTest {
    private static final String RESULT = "{\"type\":\"result\",\"timestamp\":\"2026-02-10T08:05:00Z\","
            + "\"ping\":{\"jitter\":0.306,\"latency\":2.7820000000000002,\"low\":2.3},"
            + "\"download\":{\"bandwidth\":11907319,\"bytes\":47777040,\"elapsed\":4019,\"latency\":{\"iqm\":59.1}},"
            + "\"upload\":{\"bandwidth\":125,\"bytes\":1,\"elapsed\":1},\"packetLoss\":1.0714285714285714,"
            + "\"isp\":\"Invented Net\",\"interface\":{\"internalIp\":\"192.0.2.10\",\"name\":\"en0\","
            + "\"macAddr\":\"02:00:00:00:00:00\",\"isVpn\":false,\"externalIp\":\"\"},"
            + "\"server\":{\"id\":1,\"name\":\"Example Telecom\",\"location\":\"Springfield\",\"host\":\"example.com\","
            + "\"port\":8080,\"ip\":\"2001:db8::\"},\"result\":{\"id\":\"0\",\"url\":\"https://example.com/c/0\","
            + "\"persisted\":true},\"more\":[1,[2],{\"a\":null}]}";

    @Test
    void aResultIsReadExactlyAndKeepsNoAddress() {
        RawSample sample = sample(RESULT);

        assertThat(sample.host()).isEqualTo("home");
        assertThat(sample.t()).isEqualTo(Instant.parse("2026-02-10T08:05:00Z").toEpochMilli());
        // 11,907,319 bytes are 95,258,552 bits, which are 95,258.552 kbit.
        assertThat(sample.values()).containsExactly(95_259, 1, 2_782, 306, 10_714);
        assertThat(sample.error()).isNull();
        assertThat(sample.labels())
                .isEqualTo(Map.of("prober", "ookla", "isp", "Invented Net", "server", "Example Telecom, Springfield"));
    }

    @Test
    void theOrderOfFieldsMakesNoDifference() {
        String late = "{" + RESULT.substring(1, RESULT.length() - 1).replace("\"type\":\"result\",", "")
                + ",\"type\":\"result\"}";
        assertThat(sample(late).values()).isEqualTo(sample(RESULT).values());
    }

    @Test
    void whatAResultLacksIsAbsent() {
        RawSample bare = sample("{\"type\":\"result\",\"timestamp\":\"2026-02-10T08:05:00.123456Z\","
                + "\"ping\":null,\"download\":{\"bandwidth\":0},\"upload\":{},\"server\":{\"location\":\"X\"}}");
        assertThat(bare.t() % 1000).as("what is finer than milliseconds is cut").isEqualTo(123);
        assertThat(bare.values()).containsExactly(0, Values.ABSENT, Values.ABSENT, Values.ABSENT, Values.ABSENT);
        assertThat(bare.labels()).isEqualTo(Map.of("prober", "ookla", "server", "X"));
    }

    @Test
    void aFailureIsAFailedTest() {
        RawSample log = sample("{\"type\":\"log\",\"timestamp\":\"2026-02-10T08:05:00Z\",\"message\":\"No route\","
                + "\"level\":\"error\"}");
        assertThat(log.error()).isEqualTo("No route");
        assertThat(log.values()).containsOnly(Values.ABSENT);
        assertThat(sample("{\"error\":\"Cannot read\"," + RESULT.substring(1)).error())
                .isEqualTo("Cannot read");
        assertThat(sample("{\"error\":\"Cannot read\"," + RESULT.substring(1)).values())
                .containsOnly(Values.ABSENT);
        assertThat(sample("{\"error\":{\"code\":1}," + RESULT.substring(1)).error())
                .isEqualTo("the test failed");
        assertThat(sample("{\"error\":null," + RESULT.substring(1)).error()).isNull();
    }

    @Test
    void aLineOfALogThatTellsNoErrorIsNoSample() {
        List<Item> items = items("{\"type\":\"log\",\"timestamp\":\"2026-02-10T08:05:00Z\",\"message\":\"Slow\","
                + "\"level\":\"warning\"}\n" + RESULT + "\n{\"t\":1}");
        assertThat(items.get(0)).isInstanceOf(Item.Unfit.class);
        assertThat(items.get(1)).isInstanceOf(Item.Found.class);
        assertThat(items.get(2)).isInstanceOf(Item.Found.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"testStart\"}",
                "{\"type\":\"result\"}",
                "{\"type\":\"result\",\"timestamp\":1766996098000}",
                "{\"type\":\"result\",\"timestamp\":\"yesterday\"}",
                "{\"type\":\"result\",\"timestamp\":\"2026-02-10T08:05:00\"}",
                "{\"type\":\"result\",\"timestamp\":\"+1000000000-12-31T23:59:59Z\"}",
                "{\"type\":\"result\",\"timestamp\":\"2026-02-10T08:05:00Z\",\"ping\":3}",
                "{\"type\":\"result\",\"timestamp\":\"2026-02-10T08:05:00Z\",\"ping\":{\"latency\":\"3\"}}",
                "{\"type\":\"result\",\"timestamp\":\"2026-02-10T08:05:00Z\",\"download\":[]}",
                "{\"type\":\"result\",\"timestamp\":\"2026-02-10T08:05:00Z\",\"isp\":{}}",
                "{\"type\":\"result\",\"timestamp\":\"2026-02-10T08:05:00Z\",\"more\":{\"a\":1,\"a\":2}}",
                "{\"type\":\"log\",\"level\":\"error\",\"message\":\"x\"}",
                "{\"type\":\"log\",\"level\":7}"
            })
    void whatIsNotAsTheCliPrintsItIsRefused(String body) {
        assertThat(bad(body)).contains("samples[0]");
    }

    @Test
    void aResultIsReadInTheUnitsOfTheCatalogue() {
        UploadReader reader = new UploadReader(Metrics.builtInAnd(
                List.of(new Metric("temperature", "\u00b0C", 2, 2, -4_000, 12_500, Metric.Better.NEITHER))));
        UploadReader.Read read =
                (UploadReader.Read) reader.read(Uploads.utf8(RESULT), "application/json", null, "home");
        assertThat(((Item.Found) read.items().getFirst()).sample().values())
                .hasSize(6)
                .endsWith(Values.ABSENT);
    }

    @Test
    void realResultsAreTaken() {
        for (String name : List.of(
                "akifree.output.anon.json",
                "akifree.win-output.anon.json",
                "anubhav217.raw_manual.anon.json",
                "anubhav217.speed_cli_alliance_now.anon.json")) {
            file(name).ifPresent(body -> {
                RawSample sample = sample(body);
                assertThat(sample.values()[0]).isPositive();
                assertThat(sample.values()[2]).isPositive();
                assertThat(sample.labels()).containsKeys("prober", "isp", "server");
            });
        }
        file("collected-results.anon.jsonl").ifPresent(body -> {
            List<Item> items = items(body);
            assertThat(items).hasSize((int) body.lines().count());
            assertThat(items)
                    .allMatch(item -> item instanceof Item.Found f && f.sample().values()[1] > 0);
        });
        file("collected-errors.log").ifPresent(body -> {
            assertThat(bad(body)).as("lines that are no JSON").contains("no JSON object");
            String lines = String.join(
                    "\n", body.lines().filter(l -> l.startsWith("{")).toList());
            assertThat(items(lines))
                    .isNotEmpty()
                    .allMatch(item -> item instanceof Item.Found f && f.sample().error() != null);
        });
    }

    /** Real results lie outside the repository, as the real logs do. Where they are not, this prints so. */
    private static Optional<String> file(String name) {
        String property = System.getProperty("stillframe.data");
        List<Path> places = property != null
                ? List.of(Path.of(property))
                : List.of(Path.of("..", "..", "shared", "data"), Path.of("..", "shared", "data"));
        for (Path place : places) {
            Path file = place.resolve("ookla-json").resolve(name);
            if (Files.isRegularFile(file)) {
                try {
                    return Optional.of(Files.readString(file));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }
        System.out.println("NOT CHECKED: the real result " + name + " is not in " + places
                + "; name its folder with -Dstillframe.data=DIR");
        return Optional.empty();
    }
}
