package dev.stillframe.standalone.http;

import dev.stillframe.core.api.FrontDoor;
import dev.stillframe.core.api.Health;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.read.StandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server on loopback over a store in memory, and a client. */
final class Fixture implements AutoCloseable {
    static final SnapshotId ID = new SnapshotId(Scope.host("home"), Window.D10, Granularity.G100);
    static final String PATH = "/host=home/latest_10d_100.json";
    static final String HASH = "0123456789abcdef0123456789abcdef";
    static final String STYLE = "body { color: black }";
    static final Health HEALTH = new Health(
            Health.Status.OK,
            "1.2.3",
            Duration.ofSeconds(61),
            List.of(
                    new Health.ScopeHealth("all", Duration.ofSeconds(12), false),
                    new Health.ScopeHealth("home", null, true)));

    /** A minute after what the store holds was published. */
    static final Instant NOW = Instant.parse("2026-01-04T05:07:07Z");

    final MemorySnapshotStore store =
            new MemorySnapshotStore(InstantSource.fixed(Instant.parse("2026-01-04T05:06:07Z")));
    final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private Fixture(Limits limits, SnapshotStore instead, FrontDoor door, RequestLog log, boolean behindProxy)
            throws IOException {
        PublicFiles files = new PublicFiles(
                instead == null ? store : instead, new NoStandIn(), key -> {}, PublicFiles.DEFAULT_MEMORY);
        Map<String, Assets.Asset> page = Map.of(
                "/", new Assets.Asset("text/html; charset=utf-8", bytes("<!doctype html>"), HASH),
                "/app.css", new Assets.Asset("text/css; charset=utf-8", bytes(STYLE), HASH),
                "/chart.0123456789ab.js", new Assets.Asset("text/javascript", bytes("1"), HASH),
                "/icon.png", new Assets.Asset("image/png", new byte[] {1, 2, 3}, HASH),
                "/broken", new Assets.Asset("text/plain", new byte[0], HASH));
        Assets assets = path -> {
            if (path.equals("/broken")) {
                throw new IllegalStateException("in /var/secret");
            }
            return Optional.ofNullable(page.get(path));
        };
        server = new HttpServer(
                new Site(() -> HEALTH, door, assets, files), log, limits, behindProxy, InstantSource.fixed(NOW));
        server.start(HttpServer.LOOPBACK, 0);
    }

    static Fixture start() throws IOException {
        return over(null, Limits.DEFAULT);
    }

    static Fixture start(Limits limits) throws IOException {
        return over(null, limits);
    }

    static Fixture over(SnapshotStore store, Limits limits) throws IOException {
        return new Fixture(limits, store, FrontDoor.OPEN, RequestLog.NONE, false);
    }

    /** A server with an API. */
    static Fixture with(FrontDoor door, Limits limits) throws IOException {
        return new Fixture(limits, null, door, RequestLog.NONE, false);
    }

    /** A server with an API and a log, behind a proxy. */
    static Fixture logged(FrontDoor door, RequestLog log, boolean behindProxy) throws IOException {
        return new Fixture(Limits.DEFAULT, null, door, log, behindProxy);
    }

    /** A server with an API and a log. */
    static Fixture logged(FrontDoor door, RequestLog log, Limits limits) throws IOException {
        return new Fixture(limits, null, door, log, false);
    }

    /** Publishes a payload. */
    static String build(SnapshotStore store, long build, String json) {
        try (Gzip gzip = new Gzip()) {
            StoredObject payload = new StoredObject(ID.key(), gzip.compress(bytes(json), build), true);
            store.stage(ID.scope(), build, List.of(payload));
        }
        return switch (store.promote(ID.scope(), build, build, List.of(ID.key()))
                .getFirst()) {
            case SnapshotStore.Promotion.Promoted p -> p.versionId();
            case SnapshotStore.Promotion.Superseded s -> throw new AssertionError("a higher build is there");
        };
    }

    URI uri(String path) {
        return URI.create("http://" + HttpServer.LOOPBACK + ":" + server.port() + path);
    }

    /** Sends a request; header names and values take turns. */
    HttpResponse<byte[]> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        server.stop();
    }

    /** No state was ever committed. */
    private record NoStandIn() implements StandIn {
        @Override
        public Optional<SnapshotStore.Published> standIn(String key) {
            return Optional.empty();
        }

        @Override
        public boolean knows(Scope scope) {
            return false;
        }
    }
}
