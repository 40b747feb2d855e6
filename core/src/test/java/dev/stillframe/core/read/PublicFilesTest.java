package dev.stillframe.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicFilesTest {
    private static final SnapshotId HOUR = new SnapshotId(Scope.ALL, Window.H1, Granularity.G20);
    private static final String PATH = "/latest_1h_20.json";
    private static final String JSON = "{\"schema\":1,\"points\":0}";

    private final UnsteadyStore store = new UnsteadyStore();
    private final CommittedState state = new CommittedState();
    private final List<String> damaged = new ArrayList<>();
    private final PublicFiles files = new PublicFiles(store, state, damaged::add, PublicFiles.DEFAULT_MEMORY);

    @Test
    void aClientWithGzipGetsTheStoredBytesWithAllHeaders() {
        store.build(HOUR, 7, JSON);

        Answer answer = files.answer(Ask.gzip(PATH));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(UnsteadyStore.payload(HOUR, 7, JSON).body());
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("Content-Encoding")).contains("gzip");
        assertThat(answer.header("Content-Length")).contains(Integer.toString(answer.body().length));
        assertThat(answer.header("ETag").orElseThrow()).matches("\"[0-9a-f]{32}-gzip\"");
        assertThat(answer.header("Last-Modified")).contains("Sun, 04 Jan 2026 05:06:07 GMT");
        assertThat(answer.header("Cache-Control"))
                .contains("public, max-age=30, stale-while-revalidate=60, stale-if-error=86400");
        assertThat(answer.header("Vary")).contains("Accept-Encoding");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.header("Access-Control-Expose-Headers").orElseThrow()).contains("ETag");
    }

    @Test
    void aClientWithoutGzipGetsThePlainBytesUnderAnotherTag() {
        store.build(HOUR, 7, JSON);

        Answer answer = files.answer(Ask.get(PATH));

        assertThat(text(answer)).isEqualTo(JSON);
        assertThat(answer.header("Content-Encoding")).isEmpty();
        assertThat(answer.header("Content-Length")).contains(Integer.toString(JSON.length()));
        assertThat(answer.header("Vary")).contains("Accept-Encoding");
        assertThat(answer.header("ETag").orElseThrow())
                .matches("\"[0-9a-f]{32}\"")
                .isNotEqualTo(files.answer(Ask.gzip(PATH)).header("ETag").orElseThrow());
    }

    @Test
    void thePlainFormOfAVersionIsMadeOnce() {
        store.build(HOUR, 7, JSON);
        byte[] first = files.answer(Ask.get(PATH)).body();
        assertThat(files.answer(Ask.get(PATH)).body()).isSameAs(first);
        store.build(HOUR, 8, "{}");
        assertThat(text(files.answer(Ask.get(PATH)))).isEqualTo("{}");
    }

    @Test
    void headSaysTheSameAsGetWithoutABody() {
        store.build(HOUR, 7, JSON);
        for (String encoding : List.of("gzip", "identity")) {
            Answer get = files.answer(Ask.of("GET", PATH, null, null, encoding));
            Answer head = files.answer(Ask.of("HEAD", PATH, null, null, encoding));
            assertThat(head.headers()).isEqualTo(get.headers());
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void aClientThatHasTheVersionGets304() {
        store.build(HOUR, 7, JSON);
        Answer full = files.answer(Ask.gzip(PATH));
        String etag = full.header("ETag").orElseThrow();

        Answer byTag = files.answer(Ask.of("GET", PATH, etag, null, "gzip"));
        Answer byDate = files.answer(
                Ask.of("GET", PATH, null, full.header("Last-Modified").orElseThrow(), "gzip"));

        for (Answer answer : List.of(byTag, byDate)) {
            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            for (String name :
                    List.of("ETag", "Last-Modified", "Cache-Control", "Vary", "Access-Control-Allow-Origin")) {
                assertThat(answer.header(name))
                        .as(name)
                        .isEqualTo(full.header(name))
                        .isPresent();
            }
            assertThat(answer.header("Content-Length")).as("RFC 9110, 8.6").isEqualTo(full.header("Content-Length"));
        }
    }

    @Test
    void theTagOfOneFormIsNotTheOther() {
        store.build(HOUR, 7, JSON);
        String etag = files.answer(Ask.gzip(PATH)).header("ETag").orElseThrow();
        assertThat(files.answer(Ask.of("GET", PATH, etag, null, null)).status()).isEqualTo(200);
    }

    @Test
    void aNewBuildHasANewTagThoughItsContentIsTheSame() {
        store.build(HOUR, 7, JSON);
        String etag = files.answer(Ask.gzip(PATH)).header("ETag").orElseThrow();
        store.build(HOUR, 8, JSON);
        assertThat(files.answer(Ask.of("GET", PATH, etag, null, "gzip")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(Window.class)
    void cachesKeepAPayloadAsLongAsItsWindowSays(Window window) {
        SnapshotId id = new SnapshotId(Scope.host("home"), window, Granularity.G500);
        store.build(id, 1, JSON);
        assertThat(files.answer(Ask.get("/" + id.key())).header("Cache-Control").orElseThrow())
                .startsWith("public, max-age=" + window.maxAgeSeconds() + ", ");
    }

    @Test
    void aMetaIsAlwaysPlain() {
        store.put("latest_3m_250.meta.json", 1, JSON);

        Answer answer = files.answer(Ask.gzip("/latest_3m_250.meta.json"));

        assertThat(text(answer)).isEqualTo(JSON);
        assertThat(answer.header("Content-Encoding")).isEmpty();
        assertThat(answer.header("Vary")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"host=home/manifest.json", "hosts.json", "config.json"})
    void whatEveryPageReadsFirstIsPackedForClientsThatTakeGzip(String key) {
        String json = JSON + " ".repeat(1_000);
        store.put(key, 1, json);

        Answer packed = files.answer(Ask.gzip("/" + key));
        Answer plain = files.answer(Ask.get("/" + key));

        assertThat(packed.header("Content-Encoding")).contains("gzip");
        assertThat(packed.header("Vary")).contains("Accept-Encoding");
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(plain.header("Vary")).contains("Accept-Encoding");
        assertThat(packed.header("ETag")).isNotEqualTo(plain.header("ETag"));
        assertThat(text(plain)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest_3m_250.meta.json", "host=home/manifest.json", "hosts.json", "config.json"})
    void smallFilesAreKeptForTenSeconds(String key) {
        store.put(key, 1, JSON);

        Answer answer = files.answer(Ask.get("/" + key));

        assertThat(text(answer)).isEqualTo(JSON);
        assertThat(answer.header("Cache-Control"))
                .contains("public, max-age=10, stale-while-revalidate=60, stale-if-error=86400");
    }

    @Test
    void aVersionIsAnsweredForGoodEvenWhenANewerOneIsThere() {
        String old = store.build(HOUR, 7, "{\"n\":7}");
        String present = store.build(HOUR, 8, "{\"n\":8}");

        assertThat(text(files.answer(Ask.get(PATH + "?versionId=" + old)))).isEqualTo("{\"n\":7}");
        Answer answer = files.answer(Ask.gzip(PATH + "?versionId=" + present));
        assertThat(answer.body()).isEqualTo(files.answer(Ask.gzip(PATH)).body());
        assertThat(answer.header("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(answer.header("ETag")).isEqualTo(files.answer(Ask.gzip(PATH)).header("ETag"));
        String etag = answer.header("ETag").orElseThrow();
        assertThat(files.answer(Ask.of("GET", PATH + "?versionId=" + present, etag, null, "gzip"))
                        .status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1007-000000000000", "../../x", "%00", "..%2f", "a%20b", "-", "99999999999999999999-1"})
    void aVersionThatIsNotKeptIsNotFound(String version) {
        store.build(HOUR, 7, JSON);
        Answer answer = files.answer(Ask.get(PATH + "?versionId=" + version));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void onlyPayloadsHaveVersions() {
        store.put("manifest.json", 1, JSON);
        assertThat(files.answer(Ask.get("/manifest.json?versionId=1")).status()).isEqualTo(404);
    }

    @Test
    void aVersionThatTheStoreLostIsAnsweredWhileItIsTheLastGoodOne() {
        String version = store.build(HOUR, 7, JSON);
        files.answer(Ask.gzip(PATH));
        store.damage(HOUR.key());
        assertThat(text(files.answer(Ask.get(PATH + "?versionId=" + version)))).isEqualTo(JSON);
        assertThat(damaged).isNotEmpty();
    }

    @Test
    void unknownParametersAreRefusedByName() {
        store.build(HOUR, 7, JSON);
        Answer answer = files.answer(Ask.get(PATH + "?version=7"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"There is no parameter 'version' here.\",\"allowed\":[\"versionId\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "get"})
    void writingIsNotAllowed(String method) {
        Answer answer = files.answer(Ask.of(method, PATH, null, null, null));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
        assertThat(text(answer)).contains("\"allowed\":[\"GET\",\"HEAD\",\"OPTIONS\"]");
    }

    @Test
    void anyPageMayAskWhetherItMayRead() {
        Answer answer = files.answer(Ask.of("OPTIONS", PATH, null, null, null));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET, HEAD, OPTIONS");
        assertThat(answer.header("Access-Control-Allow-Headers").orElseThrow()).contains("If-None-Match");
    }

    @Test
    void whatIsNoKeyNeverReachesTheStore() {
        for (String path : List.of("/../x", "/%2e%2e/x", "/host=..%2f", "//", "/a\u0000b", "/" + "a".repeat(9000))) {
            Answer answer = files.answer(Ask.get(path));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(text(answer)).doesNotContain("aaaa").contains("\"status\":404");
        }
        assertThat(store.calls).hasValue(0);
    }

    private static String text(Answer answer) {
        byte[] body =
                answer.header("Content-Encoding").isPresent() ? Gzip.decompress(answer.body(), 1 << 20) : answer.body();
        return new String(body, StandardCharsets.UTF_8);
    }
}
