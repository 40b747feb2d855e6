package dev.stillframe.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.core.port.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real requests, in front of a service that is played by the test: two events a page. */
class LogTailTest {
    private static final long MINUTE = 60_000;

    private record Written(String id, long at, String text) {}

    private final Map<String, List<Written>> groups = new HashMap<>();
    private final List<Integer> failures = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private int requests;

    private final SdkHttpClient service = new SdkHttpClient() {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    assertThat(request.httpRequest().firstMatchingHeader("X-Amz-Target"))
                            .contains("Logs_20140328.FilterLogEvents");
                    assertThat(request.httpRequest().firstMatchingHeader("Authorization"))
                            .hasValueSatisfying(a -> assertThat(a).contains("/us-east-1/logs/aws4_request"));
                    requests++;
                    try (var body =
                            request.contentStreamProvider().orElseThrow().newStream()) {
                        return answer(JsonMapper.shared().readTree(body));
                    }
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    };

    private HttpExecuteResponse answer(JsonNode asked) throws IOException {
        int failure = failures.isEmpty() ? 200 : failures.removeFirst();
        if (failure == 0) {
            throw new IOException("the answer was lost");
        }
        if (failure != 200) {
            return response(failure, Map.of("__type", "com.amazon#ThrottlingException", "message", "slowly"));
        }
        List<Written> group = groups.get(asked.path("logGroupName").asString());
        if (group == null) {
            return response(400, Map.of("__type", "ResourceNotFoundException", "message", "none"));
        }
        List<Written> found = group.stream()
                .filter(e -> e.at() >= asked.path("startTime").asLong())
                .sorted(Comparator.comparingLong(Written::at))
                .toList();
        int first = asked.path("nextToken").asInt(0);
        int end = Math.min(found.size(), first + 2);
        Map<String, Object> page = new HashMap<>();
        page.put(
                "events",
                found.subList(first, end).stream()
                        .map(e -> Map.of("eventId", e.id(), "timestamp", e.at(), "message", e.text()))
                        .toList());
        if (end < found.size()) {
            page.put("nextToken", String.valueOf(end));
        }
        return response(200, page);
    }

    private static HttpExecuteResponse response(int status, Object body) {
        byte[] text = JsonMapper.shared().writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(status).build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(text)))
                .build();
    }

    private LogTail tail(String group, long from) {
        ClientSettings settings = ClientSettings.compatible(URI.create("http://127.0.0.1:9"), "us-east-1")
                .with(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .retried(3, Duration.ZERO);
        return new LogTail(new LogGroup(new Clients(settings, service), group), from);
    }

    private void wrote(String group, long at) {
        List<Written> events = groups.computeIfAbsent(group, g -> new ArrayList<>());
        events.add(new Written(group + events.size(), at, group + "@" + at + "\n"));
    }

    private List<String> round(LogTail... tails) {
        shown.clear();
        LogTail.round(List.of(tails), (tail, event) -> shown.add(event.text()));
        return List.copyOf(shown);
    }

    @Test
    void pages_of_groups_are_merged_by_time() {
        for (long at : new long[] {10, 20, 30, 40, 50}) {
            wrote("a", at);
            wrote("b", at + 5);
        }
        assertThat(round(tail("a", 15), tail("b", 0)))
                .containsExactly("b@15", "a@20", "b@25", "a@30", "b@35", "a@40", "b@45", "a@50", "b@55");
    }

    @Test
    void what_comes_between_rounds_is_shown_once_also_when_it_comes_late() {
        LogTail tail = tail("a", 0);
        assertThat(round(tail)).isEmpty();
        assertThat(tail.exists()).isFalse();

        wrote("a", 10 * MINUTE);
        wrote("a", 11 * MINUTE);
        assertThat(round(tail)).hasSize(2);
        assertThat(tail.exists()).isTrue();
        wrote("a", 11 * MINUTE);
        wrote("a", 10 * MINUTE + 1);
        assertThat(round(tail)).containsExactly("a@" + (10 * MINUTE + 1), "a@" + 11 * MINUTE);
        assertThat(round(tail)).isEmpty();

        wrote("a", 60 * MINUTE);
        assertThat(round(tail)).hasSize(1);
        assertThat(round(tail)).isEmpty();
        requests = 0;
        assertThat(round(tail)).isEmpty();
        assertThat(requests).as("no stretch is read for ever").isEqualTo(1);
    }

    @Test
    void a_round_that_fails_in_the_middle_goes_on_with_the_next() {
        LogTail tail = tail("a", 0);
        for (long at = 1; at <= 4; at++) {
            wrote("a", at * MINUTE);
        }
        failures.addAll(List.of(200, 503, 503, 503));
        assertThatThrownBy(() -> round(tail))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the log a cannot be read");
        assertThat(shown).containsExactly("a@" + MINUTE, "a@" + 2 * MINUTE);
        assertThat(round(tail)).containsExactly("a@" + 3 * MINUTE, "a@" + 4 * MINUTE);
    }

    @Test
    void throttling_and_lost_answers_are_tried_again_and_refusals_are_not() {
        wrote("a", 1);
        failures.addAll(List.of(400, 0, 200));
        assertThat(round(tail("a", 0))).containsExactly("a@1");
        assertThat(requests).isEqualTo(3);
    }
}
