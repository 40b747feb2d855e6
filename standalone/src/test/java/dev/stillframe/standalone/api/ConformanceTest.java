package dev.stillframe.standalone.api;

import static dev.stillframe.standalone.api.Deployment.NO_BODY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.settings.Serving;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.openapi.Described;
import dev.stillframe.testkit.openapi.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every answer of a real server is as {@code openapi.yaml} describes it, and everything that is described does happen. Each
 * request below is held to the description when it is made.
 */
class ConformanceTest {
    private static final Instant NOW = Instant.parse("2025-12-29T08:15:00Z");
    private static final String JSON = "application/json";
    private static final String NO_ID = "0".repeat(32);
    /** Files of all scopes: payloads, metas and manifests of the three places, and rollups. */
    private static final List<String> OF_SCOPES = List.of(
            "/latest_1h_20.json",
            "/latest_1h_20.meta.json",
            "/manifest.json",
            "/host=home/latest_1h_20.json",
            "/host=home/latest_1h_20.meta.json",
            "/host=home/manifest.json",
            "/fallback/host=home/latest_1h_20.json",
            "/fallback/host=home/latest_1h_20.meta.json",
            "/aggregated/rollup_daily.json",
            "/aggregated/year=2025/rollup_hourly.json",
            "/aggregated/year=2025/speed_test_summary.json",
            "/aggregated/year=2026/week=2026W01/speed_test_summary.json",
            "/aggregated/year=2025/month=202512/speed_test_summary.json",
            "/aggregated/year=2025/month=202512/day=20251229/speed_test_summary.json",
            "/aggregated/year=2025/month=202512/day=20251229/hour=2025122907/speed_test_summary.json",
            "/aggregated/host=home/rollup_daily.json",
            "/aggregated/host=home/year=2025/rollup_hourly.json",
            "/aggregated/host=home/year=2025/speed_test_summary.json",
            "/aggregated/host=home/year=2026/week=2026W01/speed_test_summary.json",
            "/aggregated/host=home/year=2025/month=202512/speed_test_summary.json",
            "/aggregated/host=home/year=2025/month=202512/day=20251229/speed_test_summary.json",
            "/aggregated/host=home/year=2025/month=202512/day=20251229/hour=2025122907/speed_test_summary.json");
    /** Reads of the calendar. */
    private static final List<String> CALENDAR = List.of(
            "/rollups?mode=daily&host=home",
            "/api/dashboard?mode=minute&host_id=home",
            "/coverage?date=2025-12-29&host=home");
    /** Reads that have no side and no token of their own. */
    private static final List<String> LATEST =
            List.of("/samples/latest?window=1h&host=home", "/samples/latest/meta?window=1h&host=home");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(NOW);
    private final Described described = new Described();

    @Test
    void everyAnswerIsDescribedAndEveryDescribedAnswerIsGiven() throws IOException {
        String request;
        try (Deployment open = new Deployment(folder, clock, Serving.DEFAULT, described)) {
            fill(open);
            String collector = open.token(Role.COLLECTOR, "home");
            uploads(open, collector);
            fallback(open, collector);
            snapshots(open);
            calendar(open);
            request = refreshes(open);
            files(open, request);
            service(open);
            fallbackIsServed(open);
        }
        Serving closed = new Serving(Serving.Reading.TOKENS, Duration.ofMinutes(15), 1, false, false);
        try (Deployment shut = new Deployment(folder, clock, closed, described)) {
            tooMany(shut);
            notAllowed(shut, request);
            unreachable(shut, request);
        }
        assertThat(described.missed()).as("described, and never answered").isEmpty();
    }

    private void fill(Deployment open) {
        List<Sample> samples = new ArrayList<>();
        for (String host : List.of("home", "office")) {
            samples.add(Sample.failed(host, clock.millis() - Duration.ofDays(39).toMillis(), "no route"));
            for (int i = 200; i > 0; i--) {
                samples.add(Sample.of(host, clock.millis() - i * 60_000L, 90_000 + i, 40_000, 11_000, 500, 0));
            }
        }
        open.edition.samples().append(samples, "test");
        for (String scope : List.of("all", "home", "office")) {
            open.edition.builder().build(new Scope(scope), BuildMode.ALL);
        }
        open.edition.publishDirectory();
    }

    private static void status(Exchange exchange, int status) {
        assertThat(exchange.status()).as(exchange.toString()).isEqualTo(status);
    }

    private static JsonNode json(Exchange exchange) {
        return JsonMapper.shared().readTree(exchange.body());
    }

    private static byte[] zipped(byte[] plain) {
        try (Gzip gzip = new Gzip()) {
            return gzip.compress(plain, 0);
        }
    }

    private void uploads(Deployment open, String collector) throws IOException {
        long t = clock.millis() - 30_000;
        String good =
                "{\"host\":\"home\",\"t\":" + t + ",\"download\":93.1,\"upload\":40.2,\"connectionType\":\"Ethernet\"}";
        String[] json = {"Authorization", collector, "Content-Type", JSON};
        Exchange taken = open.send("POST", "/samples?refresh=true", "[" + good + "]", json);
        status(taken, 202);
        assertThat(json(taken).path("refresh").isObject()).isTrue();
        String mixed = "[" + good + ",{\"t\":1},{\"t\":" + (t + 1) + ",\"download\":-5,\"error\":null}," + "{\"t\":"
                + (t + 2) + ",\"download\":1,\"upload\":1},{\"t\":" + (t + 3) + ",\"error\":\"no route\"}]";
        JsonNode verdicts = json(open.send("POST", "/samples", mixed, json));
        assertThat(verdicts.path("duplicates").asInt()).isEqualTo(1);
        assertThat(verdicts.path("rejected").size()).isEqualTo(1);
        assertThat(verdicts.path("leftOut").size()).isEqualTo(1);
        assertThat(verdicts.path("refresh").isObject()).as("a bad value builds").isTrue();
        String ookla = "{\"type\":\"result\",\"timestamp\":\"2025-12-29T08:14:00Z\","
                + "\"ping\":{\"latency\":11.2},\"download\":{\"bandwidth\":11637500}}";
        status(open.send("POST", "/samples", ookla, json), 202);
        byte[] lines = (good + "\n" + good.replace(Long.toString(t), Long.toString(t + 9)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        status(
                open.call(
                        "POST",
                        "/samples?refresh=false",
                        lines,
                        zipped(lines),
                        "Authorization",
                        collector,
                        "Content-Type",
                        "application/x-ndjson",
                        "Content-Encoding",
                        "gzip"),
                202);
        status(open.send("POST", "/samples", "[", json), 400);
        status(open.send("POST", "/samples?refresh=perhaps", "[]", json), 400);
        status(open.send("POST", "/samples", good), 401);
        status(open.send("POST", "/samples", good, "Authorization", "Bearer nonsense"), 401);
        status(open.send("POST", "/samples", good, "Authorization", open.token(Role.VIEWER, null)), 403);
        status(open.send("POST", "/samples", good.replace("home", "office"), json), 403);
        status(open.get("/samples"), 405);
        status(open.announce("POST", "/samples", 1L << 30, "Authorization", collector), 413);
        status(open.send("POST", "/samples", good, "Authorization", collector, "Content-Type", "text/plain"), 415);
        status(open.call("OPTIONS", "/samples", NO_BODY, NO_BODY), 204);
    }

    private void fallback(Deployment open, String collector) throws IOException {
        String[] json = {"Authorization", collector, "Content-Type", JSON};
        String payload = new String(open.get("/host=home/latest_1h_20.json").body(), StandardCharsets.UTF_8);
        status(open.send("PUT", "/fallback/1h/20", payload, json), 200);
        status(open.send("PUT", "/fallback/1h/20", "{}", json), 400);
        status(open.send("PUT", "/fallback/1h/20", payload), 401);
        status(open.send("PUT", "/fallback/1h/20", payload, "Authorization", open.token(Role.ADMIN, null)), 403);
        status(open.send("PUT", "/fallback/2h/20", payload, json), 404);
        status(open.get("/fallback/1h/20"), 405);
        status(open.announce("PUT", "/fallback/1h/20", 1L << 30, "Authorization", collector), 413);
        status(
                open.send("PUT", "/fallback/1h/20", payload, "Authorization", collector, "Content-Type", "text/csv"),
                415);
        status(open.call("OPTIONS", "/fallback/1h/20", NO_BODY, NO_BODY), 204);
    }

    private void snapshots(Deployment open) throws IOException {
        for (String span : List.of("window=1h", "minutes=600", "hours=24", "days=10", "months=3", "days=365")) {
            status(open.get("/samples/latest?samples=123&" + span), 200);
            status(open.get("/samples/latest/meta?host=home&" + span), 200);
        }
        Exchange latest = open.get("/samples/latest?window=1h&host=home");
        String version = latest.header("X-Snapshot-Version-Id").orElseThrow();
        status(open.get("/samples/latest?window=1h&host=home&versionId=" + version), 200);
        status(open.get("/samples/latest?window=1h&host=home&versionId=nothing"), 404);
        Exchange computed = open.get("/samples/latest?window=1h&samples=50&downsample=true&fresh=false");
        assertThat(computed.header("X-Snapshot-Source")).contains("computed");
        assertThat(open.get("/samples/latest?window=1h", "Accept-Encoding", "identity")
                        .header("ETag"))
                .isPresent();
        status(open.get("/samples/latest?window=1h", "If-None-Match", "*"), 304);
        status(open.call("HEAD", "/samples/latest?window=1h", NO_BODY, NO_BODY), 200);
        status(open.call("HEAD", "/samples/latest/meta?window=1h", NO_BODY, NO_BODY), 200);
        for (String path : List.of("/samples/latest", "/samples/latest/meta")) {
            status(open.get(path + "?window=2h"), 400);
            status(open.get(path + "?window=1h&host=nobody"), 404);
            status(open.call("DELETE", path, NO_BODY, NO_BODY), 405);
            status(open.call("OPTIONS", path, NO_BODY, NO_BODY), 204);
        }
    }

    private static void calendar(Deployment open) throws IOException {
        for (String mode : List.of("hourly", "daily", "weekly", "monthly", "yearly")) {
            status(open.get("/rollups?periods=5000&mode=" + mode), 200);
            status(open.get("/api/dashboard?days=300&mode=" + mode), 200);
            file(open, "/aggregated/rollup_" + mode + ".json");
        }
        status(open.get("/api/dashboard?mode=minute&days=7"), 200);
        status(open.get("/coverage?date=2025-11-20"), 200);
        for (String read : CALENDAR) {
            Exchange answer = open.get(read);
            assertThat(answer.header("X-Cache")).contains("miss");
            assertThat(open.get(read).header("X-Cache")).contains("hit");
            status(open.get(read, "If-None-Match", "*"), 304);
            status(open.get(read + "&x=1"), 400);
            status(open.get(read.replace("home", "nobody")), 404);
            status(open.call("HEAD", read, NO_BODY, NO_BODY), 200);
            status(open.call("DELETE", read, NO_BODY, NO_BODY), 405);
            status(open.call("OPTIONS", read, NO_BODY, NO_BODY), 204);
        }
    }

    private String refreshes(Deployment open) throws IOException {
        clock.advance(Duration.ofSeconds(30));
        String viewer = open.token(Role.VIEWER, null);
        Exchange asked = open.get("/samples/latest?window=1h&host=home&fresh=true", "Authorization", viewer);
        status(asked, 202);
        Exchange waited =
                open.get("/samples/latest?window=1h&host=home&fresh=true", "Authorization", viewer, "Prefer", "wait=3");
        assertThat(waited.header("Preference-Applied")).contains("wait=3");
        String request = json(asked).path("requestId").asString();

        Exchange events = open.get("/samples/refresh/" + request + "/events");
        List<String> data = new String(events.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
        assertThat(data)
                .isNotEmpty()
                .allSatisfy(status -> assertThat(
                                described.differences("RefreshStatus", status.getBytes(StandardCharsets.UTF_8)))
                        .isEmpty());
        JsonNode end = JsonMapper.shared().readTree(data.getLast());
        assertThat(end.path("status").asString()).isEqualTo("complete");
        String last = new String(events.body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("id: "))
                .reduce("", (before, line) -> line.substring("id: ".length()));
        status(open.get("/samples/refresh/" + request + "/events", "Last-Event-ID", last), 204);
        status(open.call("HEAD", "/samples/refresh/" + request + "/events", NO_BODY, NO_BODY), 200);

        for (String path : List.of("/samples/refresh/" + request, "/refresh/" + request + ".json")) {
            status(open.get(path), 200);
            status(open.get(path, "If-None-Match", "*"), 304);
        }
        for (String path : List.of("/samples/refresh/%s", "/samples/refresh/%s/events", "/refresh/%s.json")) {
            status(open.get(path.formatted(request) + "?x=1"), 400);
            status(open.get(path.formatted(NO_ID)), 404);
            status(open.call("PUT", path.formatted(request), NO_BODY, NO_BODY), 405);
            status(open.call("OPTIONS", path.formatted(request), NO_BODY, NO_BODY), 204);
        }

        status(open.call("POST", "/samples/refresh", NO_BODY, NO_BODY), 202);
        status(open.send("POST", "/samples/refresh", "{\"host\":\"home\"}"), 202);
        status(open.send("POST", "/samples/refresh", "{\"host\":null}"), 202);
        status(open.send("POST", "/samples/refresh", "{\"hosts\":1}"), 400);
        status(open.send("POST", "/samples/refresh", "{}", "Authorization", "Bearer nonsense"), 401);
        status(open.send("POST", "/samples/refresh", "{\"host\":\"nobody\"}"), 404);
        status(open.get("/samples/refresh"), 405);
        status(open.announce("POST", "/samples/refresh", 5_000), 413);
        return request;
    }

    private void files(Deployment open, String request) throws IOException {
        for (String path : OF_SCOPES) {
            file(open, path);
            if (path.contains("host=home")) {
                status(open.get(path.replace("host=home", "host=nobody")), 404);
            }
        }
        file(open, "/hosts.json");
        file(open, "/config.json");
        status(open.get("/host=home/latest_12m_500.json", "Accept-Encoding", "identity"), 200);
        String version = json(open.get("/host=home/manifest.json"))
                .path("snapshots")
                .path(0)
                .path("versionId")
                .asString();
        status(open.get("/host=home/latest_1h_20.json?versionId=" + version), 200);
        assertThat(request).hasSize(32);
    }

    private static void file(Deployment open, String path) throws IOException {
        status(open.get(path), 200);
        status(open.call("HEAD", path, NO_BODY, NO_BODY), 200);
        status(open.get(path, "If-None-Match", "*"), 304);
        status(open.get(path + "?x=1"), 400);
        status(open.get(path + "?versionId=nothing"), 404);
        status(open.call("DELETE", path, NO_BODY, NO_BODY), 405);
        status(open.call("OPTIONS", path, NO_BODY, NO_BODY), 204);
    }

    private static void service(Deployment open) throws IOException {
        for (String path : List.of("/hosts", "/health", "/openapi.yaml")) {
            status(open.get(path), 200);
            status(open.call("HEAD", path, NO_BODY, NO_BODY), 200);
            status(open.get(path + "?x=1"), 400);
            status(open.call("DELETE", path, NO_BODY, NO_BODY), 405);
            status(open.call("OPTIONS", path, NO_BODY, NO_BODY), 204);
        }
        status(open.get("/hosts", "If-None-Match", "*"), 304);
        status(open.get("/openapi.yaml", "If-None-Match", "*"), 304);
    }

    /** Nobody builds any more, and the collector's own set is newer. */
    private void fallbackIsServed(Deployment open) throws IOException {
        clock.advance(Duration.ofMinutes(1));
        String payload = new String(open.get("/host=home/latest_1h_20.json").body(), StandardCharsets.UTF_8);
        status(
                open.send(
                        "PUT",
                        "/fallback/1h/20",
                        payload,
                        "Authorization",
                        open.token(Role.COLLECTOR, "home"),
                        "Content-Type",
                        JSON),
                200);
        clock.advance(Duration.ofMinutes(30));
        for (String path : List.of("/samples/latest", "/samples/latest/meta")) {
            Exchange fallback = open.get(path + "?window=1h&samples=20&host=home");
            status(fallback, 200);
            assertThat(fallback.header("X-Snapshot-Source")).contains("fallback");
        }
    }

    private static void tooMany(Deployment shut) throws IOException {
        String viewer = shut.token(Role.VIEWER, null);
        status(shut.send("POST", "/samples/refresh", "{\"host\":\"home\"}", "Authorization", viewer), 202);
        status(shut.send("POST", "/samples/refresh", "{\"host\":\"office\"}", "Authorization", viewer), 429);
        status(shut.get("/samples/latest?window=1h&host=office&fresh=true", "Authorization", viewer), 429);
        status(shut.get("/api/dashboard?mode=daily&force_refresh=1", "Authorization", viewer), 429);
    }

    /** Every read that can be closed. */
    private static List<String> reads(String request) {
        List<String> reads = new ArrayList<>(OF_SCOPES);
        reads.addAll(LATEST);
        reads.addAll(CALENDAR);
        reads.addAll(List.of(
                "/hosts",
                "/hosts.json",
                "/refresh/" + request + ".json",
                "/samples/refresh/" + request,
                "/samples/refresh/" + request + "/events"));
        return reads;
    }

    private static void notAllowed(Deployment shut, String request) throws IOException {
        String office = shut.token(Role.VIEWER, "office");
        for (String read : reads(request)) {
            status(shut.get(read), 401);
            status(shut.get(read, "Authorization", "Bearer nonsense"), 401);
            status(shut.get(read, "Authorization", office), 403);
        }
        status(shut.get("/config.json"), 401);
        status(shut.get("/config.json", "Authorization", office), 200);
        Exchange own = shut.get("/host=office/latest_1h_20.json", "Authorization", office);
        status(own, 200);
        assertThat(own.header("Cache-Control").orElseThrow()).startsWith("private");
        status(shut.send("POST", "/samples/refresh", "{\"host\":\"home\"}", "Authorization", office), 403);
        status(shut.get("/health"), 200);
        status(shut.get("/openapi.yaml"), 200);
    }

    /** The database is gone while the server still serves. */
    private static void unreachable(Deployment shut, String request) throws IOException {
        String[] viewer = {"Authorization", shut.token(Role.VIEWER, null)};
        String[] collector = {"Authorization", shut.token(Role.COLLECTOR, "home"), "Content-Type", JSON};
        shut.edition.database().close();
        for (String read : reads(request)) {
            status(shut.get(read, viewer), 503);
        }
        status(shut.get("/config.json", viewer), 503);
        status(shut.send("POST", "/samples/refresh", "{}", viewer), 503);
        status(shut.send("POST", "/samples", "[]", collector), 503);
        status(shut.send("PUT", "/fallback/1h/20", "{}", collector), 503);
    }
}
