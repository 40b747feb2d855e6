package dev.stillframe.standalone.api;

import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.api.Health;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.settings.Serving;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.build.LiveApi;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.http.HttpServer;
import dev.stillframe.standalone.http.Limits;
import dev.stillframe.standalone.http.RequestLog;
import dev.stillframe.standalone.http.Site;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import dev.stillframe.testkit.openapi.Described;
import dev.stillframe.testkit.openapi.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An edition on a data folder behind its API and a real server, and a client that holds each answer to the description. */
final class Deployment implements AutoCloseable {
    static final byte[] NO_BODY = new byte[0];

    final Edition edition;
    private final Described described;
    private final Tokens tokens;
    private final LiveApi api;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    Deployment(Path folder, ManualClock clock, Serving serving, Described described) throws IOException {
        this.described = described;
        edition = Edition.open(
                new DataFolder(folder),
                Settings.DEFAULT
                        .withThresholds(Thresholds.NONE
                                .with(Thresholds.Kind.PROMISED, Map.of("home", Map.of("download", 250_000L)))
                                .with(Thresholds.Kind.MINIMUM, Map.of("home", Map.of("download", 50_000L))))
                        .withServing(serving),
                clock);
        tokens = new Tokens(edition.tokens(), clock, Samples.random(clock.millis()));
        PublicFiles files = new PublicFiles(
                edition.ports().snapshots(), edition.committedFiles(), key -> {}, PublicFiles.DEFAULT_MEMORY);
        api = new LiveApi(
                edition,
                files,
                new Awake(clock, edition.settings().rest(), () -> {}),
                clock,
                Samples.random(clock.millis() + 1),
                outcome -> {},
                problem -> {});
        Health health = new Health(
                Health.Status.OK,
                "1.2.3",
                Duration.ofSeconds(61),
                List.of(
                        new Health.ScopeHealth("all", Duration.ofSeconds(12), false),
                        new Health.ScopeHealth("home", null, true)));
        server = new HttpServer(
                new Site(() -> health, api.door(), path -> Optional.empty(), files),
                RequestLog.NONE,
                Limits.DEFAULT,
                false,
                clock);
        server.start(HttpServer.LOOPBACK, 0);
        api.start();
    }

    /** The header of a new token that never expires. */
    String token(Role role, String host) {
        return "Bearer " + tokens.issue(role, host, Long.MAX_VALUE).text();
    }

    /** Sends a request; header names and values take turns. The answer must be as described. */
    Exchange call(String method, String target, byte[] plain, byte[] packed, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + HttpServer.LOOPBACK + ":" + server.port() + target))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        packed.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(packed));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        int type = Arrays.asList(headers).indexOf("Content-Type");
        return held(
                method,
                target,
                plain.length == 0 ? null : new Exchange.Sent(type < 0 ? "application/json" : headers[type + 1], plain),
                response.statusCode(),
                response.headers().map(),
                response.body());
    }

    Exchange get(String target, String... headers) throws IOException {
        return call("GET", target, NO_BODY, NO_BODY, headers);
    }

    Exchange send(String method, String target, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return call(method, target, bytes, bytes, headers);
    }

    /** Tells of a body that never comes, and reads the answer. */
    Exchange announce(String method, String target, long length, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        int end = answer.indexOf("\r\n\r\n");
        String[] lines = answer.substring(0, end).split("\r\n");
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon), List.of(line.substring(colon + 1).strip()));
        }
        return held(
                method,
                target,
                null,
                Integer.parseInt(lines[0].split(" ")[1]),
                fields,
                answer.substring(end + 4).getBytes(StandardCharsets.UTF_8));
    }

    private Exchange held(
            String method,
            String target,
            Exchange.Sent sent,
            int status,
            Map<String, List<String>> fields,
            byte[] body) {
        int question = target.indexOf('?');
        return described.hold(new Exchange(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? null : target.substring(question + 1),
                sent,
                status,
                fields,
                body));
    }

    @Override
    public void close() {
        server.stop();
        client.close();
        api.close();
        edition.close();
    }
}
