package dev.stillframe.standalone.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API over real connections. */
public final class ApiClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Far longer than anything takes: a test that fails must end. */
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(AT_MOST)
            .build();
    private final int port;

    ApiClient(int port) {
        this.port = port;
    }

    /** An answer with its body as text. */
    public record Reply(int status, String body, @Nullable String etag) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** An event of a refresh. */
    record Event(int id, String name, JsonNode data) {
        boolean isLast() {
            return name.equals("complete") || name.equals("failed");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** Sends a request without a body. */
    public Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).timeout(AT_MOST).build());
    }

    /** Sends a body; header names and values take turns. */
    Reply post(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).timeout(AT_MOST).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private Reply send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Reply(
                response.statusCode(),
                new String(response.body(), StandardCharsets.UTF_8),
                response.headers().firstValue("ETag").orElse(null));
    }

    /** Asks for a build, and answers with the id of the request. */
    String refresh(String scope) throws IOException, InterruptedException {
        String body = scope.equals("all") ? "{}" : "{\"host\":\"" + scope + "\"}";
        Reply reply = post("/samples/refresh", body.getBytes(StandardCharsets.UTF_8));
        if (reply.status() != 202) {
            throw new AssertionError("refused: " + reply);
        }
        return reply.json().get("requestId").stringValue();
    }

    /** The status of a request. */
    JsonNode status(String id) throws IOException, InterruptedException {
        return get("/samples/refresh/" + id).json();
    }

    /**
     * Reads the events of a request until a number of them was read, the last was, or the connection ends, and closes the
     * connection.
     *
     * @param after the last event that is known, 0 for none
     * @param most how many to read
     * @param seen told of each at once
     */
    List<Event> events(String id, int after, int most, Consumer<Event> seen) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/samples/refresh/" + id + "/events");
        if (after > 0) {
            request.header("Last-Event-ID", Integer.toString(after));
        }
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        List<Event> events = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            if (response.statusCode() == 204) {
                return events;
            }
            if (response.statusCode() != 200) {
                throw new IOException("no stream: " + response.statusCode());
            }
            for (Event event = next(in); event != null; event = next(in)) {
                events.add(event);
                seen.accept(event);
                if (events.size() == most || event.isLast()) {
                    break;
                }
            }
        }
        return events;
    }

    /** The next whole event, null where the stream ends. */
    private static @Nullable Event next(BufferedReader in) throws IOException {
        int id = -1;
        String name = "";
        String data = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int colon = line.indexOf(": ");
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return new Event(id, name, JSON.readTree(data));
                }
            } else if (colon > 0) {
                String value = line.substring(colon + 2);
                switch (line.substring(0, colon)) {
                    case "id" -> id = Integer.parseInt(value);
                    case "event" -> name = value;
                    case "data" -> data = value;
                    default -> throw new IOException("not a line of an event: " + line);
                }
            }
        }
        return null;
    }

    /** Follows a request to its end, whatever has happened to it before, and answers with its last status. */
    JsonNode end(String id) throws IOException, InterruptedException {
        List<Event> events = events(id, 0, Integer.MAX_VALUE, event -> {});
        if (events.isEmpty() || !events.getLast().isLast()) {
            throw new AssertionError("the stream of " + id + " ended before the request: " + events);
        }
        return events.getLast().data();
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
