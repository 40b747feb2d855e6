package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Metric;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Unit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real requests, to a service that is played by the test. */
class LogsCommandTest {
    private static final long T = Instant.parse("2040-03-01T08:15:00Z").toEpochMilli();

    private final Map<String, List<Map<String, Object>>> groups = new java.util.concurrent.ConcurrentHashMap<>();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            JsonNode asked =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            List<Map<String, Object>> events =
                    groups.get(asked.path("logGroupName").asString());
            String answer = events == null
                    ? "{\"__type\":\"ResourceNotFoundException\",\"message\":\"no\"}"
                    : JsonMapper.shared()
                            .writeValueAsString(Map.of(
                                    "events",
                                    events.stream()
                                            .filter(e -> (long) e.get("timestamp")
                                                    >= asked.path("startTime").asLong())
                                            .toList()));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(events == null ? 400 : 200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private void wrote(String function, long at, String text) {
        List<Map<String, Object>> events =
                groups.computeIfAbsent("/aws/lambda/speed-" + function, g -> new ArrayList<>());
        events.add(Map.of("eventId", function + events.size(), "timestamp", at, "message", text + "\n"));
    }

    private static String line(String function, List<Metric> metrics, Map<String, String> facts) {
        List<String> lines = new ArrayList<>();
        new EmbeddedMetrics("speed", function, InstantSource.fixed(Instant.EPOCH), lines::add).put(metrics, facts);
        return lines.getFirst();
    }

    private Terminal logs(String... more) {
        List<String> arguments = new ArrayList<>(List.of("logs", "--aws", "speed", "--now", "2040-03-01T08:16:00Z"));
        arguments.addAll(List.of(more));
        return Terminal.run(
                Map.of(
                        "AWS_ENDPOINT_URL",
                        "http://127.0.0.1:" + service.getAddress().getPort(),
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "test",
                        "AWS_SECRET_ACCESS_KEY",
                        "test"),
                arguments.toArray(String[]::new));
    }

    private void fill() {
        wrote("builder", T - 3_600_000, "an hour ago");
        wrote("builder", T, "INIT_START Runtime Version: java:25.v1 Runtime Version ARN: arn:aws:lambda");
        wrote("builder", T + 1, "START RequestId: 8f5 Version: $LATEST");
        wrote(
                "builder",
                T + 412,
                line(
                        "builder",
                        List.of(
                                new Metric("BuildTime", Unit.MILLISECONDS, 412),
                                new Metric("Requests", Unit.COUNT, 61),
                                new Metric("BuildFailed", Unit.COUNT, 0),
                                new Metric("Written", Unit.COUNT, 24),
                                new Metric("Folded", Unit.COUNT, 1200)),
                        Map.of("scope", "home", "outcome", "built")));
        wrote("builder", T + 413, "END RequestId: 8f5");
        wrote("builder", T + 414, "REPORT RequestId: 8f5\tDuration: 412.00 ms\tBilled Duration: 413 ms");
        wrote("builder", T + 500, "java.lang.IllegalStateException: broken\n\tat a.B.c(B.java:1)");
        wrote(
                "schedule",
                T + 5,
                line(
                        "schedule",
                        List.of(new Metric("Sent", Unit.COUNT, 2), new Metric("RoundTime", Unit.MILLISECONDS, 35)),
                        Map.of()));
    }

    @Test
    void logs_of_all_functions_are_merged_by_time_and_read_like_sentences() {
        fill();
        wrote(
                "api",
                T + 300,
                line(
                        "api",
                        List.of(new Metric("AnswerTime", Unit.MILLISECONDS, 12)),
                        Map.of("method", "GET", "path", "/samples/latest", "status", "200", "scope", "home")));
        wrote("api", T + 301, line("api", List.of(), Map.of("problem", "DynamoDB: slow\u001b[2J")));

        Terminal shown = logs();
        assertThat(shown.err()).isEmpty();
        assertThat(shown.out().lines())
                .containsExactly(
                        "2040-03-01T08:15:00.005Z  schedule  2 builds sent, 35 ms",
                        "2040-03-01T08:15:00.300Z  api       GET /samples/latest 200, 12 ms, scope home",
                        "2040-03-01T08:15:00.301Z  api       problem: DynamoDB: slow?[2J",
                        "2040-03-01T08:15:00.412Z  builder   home built, 412 ms, 24 written, 1,200 folded, 61 requests",
                        "2040-03-01T08:15:00.500Z  builder   java.lang.IllegalStateException: broken",
                        "                                    ?at a.B.c(B.java:1)");
        assertThat(shown.exit()).isZero();
    }

    @Test
    void one_function_further_back_and_as_json() {
        fill();
        Terminal shown = logs("--function", "builder", "--since", "2h", "--json");
        List<JsonNode> lines =
                shown.out().lines().map(l -> JsonMapper.shared().readTree(l)).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().path("text").asString()).isEqualTo("an hour ago");
        assertThat(lines.get(1).path("scope").asString()).isEqualTo("home");
        assertThat(lines.get(1).path("BuildTime").asInt()).isEqualTo(412);
        assertThat(lines.get(1).path("function").asString()).isEqualTo("builder");
    }

    @Test
    void a_function_that_never_ran_is_named_and_none_at_all_fails() {
        fill();
        Terminal some = logs();
        assertThat(some.exit()).isZero();
        assertThat(some.err()).contains("no log yet: /aws/lambda/speed-api");
        groups.clear();
        Terminal none = logs();
        assertThat(none.exit()).isEqualTo(Stillframe.FAILED);
        assertThat(none.err()).contains("/aws/lambda/speed-builder").contains("are name and region right?");
    }

    @Test
    void problems_are_red_on_a_terminal_and_functions_have_colours() {
        StringWriter out = new StringWriter();
        LogView view = new LogView(new PrintWriter(out, true), false, true);
        view.show("builder", T, "Task timed out after 120.00 seconds");
        assertThat(out.toString().strip())
                .isEqualTo("2040-03-01T08:15:00.000Z  \u001b[36mbuilder \u001b[0m  "
                        + "\u001b[31mTask timed out after 120.00 seconds\u001b[0m");
    }
}
