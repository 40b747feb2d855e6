package dev.stillframe.standalone.http;

import static dev.stillframe.standalone.http.Fixture.PATH;
import static dev.stillframe.standalone.http.Fixture.header;
import static dev.stillframe.standalone.http.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Gzip;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpServerTest {
    private static final String JSON = "{\"schema\":1,\"points\":0}";

    private Fixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = Fixture.start();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aPublicFileComesWithItsHeadersAndNoNameOfTheServer() throws Exception {
        Fixture.build(fixture.store, 7, JSON);

        HttpResponse<byte[]> answer = fixture.get(PATH, "Accept-Encoding", "gzip, br");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Gzip.decompress(answer.body(), 1000)).isEqualTo(Fixture.bytes(JSON));
        assertThat(answer.body())
                .isEqualTo(fixture.store
                        .read(Fixture.ID.key())
                        .orElseThrow()
                        .object()
                        .body());
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(answer, "Content-Length")).isEqualTo(Integer.toString(answer.body().length));
        assertThat(header(answer, "ETag")).matches("\"[0-9a-f]{32}-gzip\"");
        assertThat(header(answer, "Last-Modified")).isEqualTo("Sun, 04 Jan 2026 05:06:07 GMT");
        assertThat(header(answer, "Cache-Control"))
                .isEqualTo("public, max-age=300, stale-while-revalidate=60, stale-if-error=86400");
        assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(answer, "Date")).isNotEmpty();
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void aClientWithoutGzipGetsPlainBytes() throws Exception {
        Fixture.build(fixture.store, 7, JSON);
        HttpResponse<byte[]> answer = fixture.get(PATH);
        assertThat(text(answer)).isEqualTo(JSON);
        assertThat(header(answer, "Content-Encoding")).isEmpty();
        assertThat(text(fixture.get(PATH, "Accept-Encoding", "gzip;q=0, *"))).isEqualTo(JSON);
        assertThat(text(fixture.get(PATH, "Accept-Encoding", "br", "Accept-Encoding", "identity")))
                .isEqualTo(JSON);
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        Fixture.build(fixture.store, 7, JSON);
        HttpResponse<byte[]> head = fixture.send("HEAD", PATH);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(JSON.length()));
        assertThat(header(head, "ETag")).isEqualTo(header(fixture.get(PATH), "ETag"));
    }

    @Test
    void notModifiedByTagAndByDate() throws Exception {
        Fixture.build(fixture.store, 7, JSON);
        HttpResponse<byte[]> full = fixture.get(PATH);

        HttpResponse<byte[]> byTag = fixture.get(PATH, "If-None-Match", "\"x\"", "If-None-Match", header(full, "ETag"));
        HttpResponse<byte[]> byDate = fixture.get(PATH, "If-Modified-Since", header(full, "Last-Modified"));

        assertThat(byTag.statusCode()).isEqualTo(304);
        assertThat(byDate.statusCode()).isEqualTo(304);
        assertThat(header(byTag, "ETag")).isEqualTo(header(full, "ETag"));
        assertThat(byTag.body()).isEmpty();
        Fixture.build(fixture.store, 8, JSON);
        assertThat(fixture.get(PATH, "If-None-Match", header(full, "ETag")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aVersionIsImmutableAndAnUnknownOneNotFound() throws Exception {
        String version = Fixture.build(fixture.store, 7, JSON);
        Fixture.build(fixture.store, 8, "{}");
        HttpResponse<byte[]> answer = fixture.get(PATH + "?versionId=" + version);
        assertThat(text(answer)).isEqualTo(JSON);
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(fixture.get(PATH + "?versionId=9-000000000000").statusCode()).isEqualTo(404);
        assertThat(fixture.get(PATH + "?x=1").statusCode()).isEqualTo(400);
    }

    @Test
    void methodsThatWriteAreRefusedAndOptionsAnswered() throws Exception {
        assertThat(fixture.send("DELETE", PATH).statusCode()).isEqualTo(405);
        HttpResponse<byte[]> options = fixture.send("OPTIONS", PATH, "Access-Control-Request-Method", "GET");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(header(options, "Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(fixture.send("POST", "/health").statusCode()).isEqualTo(405);
        assertThat(fixture.send("PUT", "/").statusCode()).isEqualTo(405);
    }

    @Test
    void healthSaysHowEachScopeIs() throws Exception {
        HttpResponse<byte[]> answer = fixture.get("/health");
        assertThat(text(answer))
                .isEqualTo("{\"status\":\"ok\",\"version\":\"1.2.3\",\"uptimeSeconds\":61,\"scopes\":["
                        + "{\"scope\":\"all\",\"ageSeconds\":12,\"stale\":false},"
                        + "{\"scope\":\"home\",\"ageSeconds\":null,\"stale\":true}]}");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(fixture.get("/health?verbose").statusCode()).isEqualTo(400);
    }

    @Test
    void thePageComesWithStrictHeadersAndIsAskedForEachTime() throws Exception {
        HttpResponse<byte[]> page = fixture.get("/?scope=home&window=1d");
        assertThat(text(page)).isEqualTo("<!doctype html>");
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "Content-Security-Policy"))
                .isEqualTo("default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; "
                        + "frame-ancestors 'none'");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
        assertThat(fixture.get("/", "If-None-Match", header(page, "ETag")).statusCode())
                .isEqualTo(304);
    }

    @Test
    void anAssetIsKeptForGoodOnlyUnderAnAddressThatNamesItsContent() throws Exception {
        String forGood = "public, max-age=31536000, immutable";
        assertThat(header(fixture.get("/chart.0123456789ab.js"), "Cache-Control"))
                .isEqualTo(forGood);
        assertThat(header(fixture.get("/app.css"), "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(fixture.get("/app.css?v=01234567"), "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void anAssetMayBeReadByAFrameInASandbox() throws Exception {
        HttpResponse<byte[]> asset = fixture.get("/app.css", "Origin", "null");
        assertThat(header(asset, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(asset, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(header(asset, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(fixture.send("OPTIONS", "/app.css").statusCode()).isEqualTo(204);
    }

    @Test
    void textAssetsAreCompressedForClientsWithGzip() throws Exception {
        HttpResponse<byte[]> packed = fixture.get("/app.css", "Accept-Encoding", "gzip");
        assertThat(Gzip.decompress(packed.body(), 1000)).isEqualTo(Fixture.bytes(Fixture.STYLE));
        assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(packed, "ETag")).isNotEqualTo(header(fixture.get("/app.css"), "ETag"));
        assertThat(header(fixture.get("/icon.png", "Accept-Encoding", "gzip"), "Content-Encoding"))
                .isEmpty();
    }

    @Test
    void whatIsNotThereIsAProblem() throws Exception {
        for (String path : new String[] {"/samples/latest?window=1h", "/nothing", "/host=nobody/manifest.json"}) {
            HttpResponse<byte[]> answer = fixture.get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
            assertThat(text(answer)).contains("\"title\":\"Not Found\"", "\"status\":404");
        }
    }

    @Test
    void aFailureInsideTellsNothingOfTheInside() throws Exception {
        HttpResponse<byte[]> answer = fixture.get("/broken");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(text(answer)).doesNotContain("secret", "Exception");
    }
}
