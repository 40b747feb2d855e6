package dev.stillframe.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Page, frame, badge and assets over HTTP. */
class PagesServedTest {
    private static final String LONG = "<!doctype html>" + "<p>numbers</p>".repeat(200);
    private static final String ASSET = "app/0123456789ab/main.js";

    private final MemorySnapshotStore store = new MemorySnapshotStore(() -> Instant.parse("2026-01-04T05:06:07Z"));
    private final List<String> damaged = new ArrayList<>();
    private final PublicFiles files = files(StandIn.NONE, StandIn.NONE);

    private PublicFiles files(StandIn committed, StandIn live) {
        return new PublicFiles(store, committed, live, damaged::add, PublicFiles.DEFAULT_MEMORY);
    }

    private void put(long number, String key, String text) {
        store.publish(number, List.of(object(key, text)));
    }

    private static StoredObject object(String key, String text) {
        return new StoredObject(key, text.getBytes(StandardCharsets.UTF_8), false);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String header(Answer answer, String name) {
        return answer.header(name).orElse("");
    }

    /** Knows these files, as if they were committed. */
    private static StandIn knowing(Map<String, String> texts) {
        return new StandIn() {
            @Override
            public Optional<SnapshotStore.Published> standIn(String key) {
                return Optional.ofNullable(texts.get(key))
                        .map(text -> new SnapshotStore.Published(object(key, text), 7, "", 1_000));
            }

            @Override
            public boolean knows(Scope scope) {
                return true;
            }
        };
    }

    @Test
    void theRootIsThePageWhateverTheQuery() {
        put(1, "index.html", LONG);
        for (String path : List.of("/", "/index.html", "/?async=1&force_refresh=1", "/?scope=%3Cscript%3E")) {
            Answer answer = files.answer(Ask.get(path));
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(text(answer)).isEqualTo(LONG);
            assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(header(answer, "Cache-Control")).startsWith("public, max-age=10, ");
            assertThat(header(answer, "Content-Security-Policy"))
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        }
    }

    @Test
    void aFrameMayBeEmbeddedAndABadgeDoesNothing() {
        put(1, "host=home/frame.html", "<p>");
        put(1, "host=home/badge.svg", "<svg/>");

        Answer frame = files.answer(Ask.get("/host=home/frame.html"));
        assertThat(header(frame, "Content-Security-Policy"))
                .contains("default-src 'self'")
                .doesNotContain("frame-ancestors");
        assertThat(header(frame, "Cache-Control")).startsWith("public, max-age=60, ");
        Answer badge = files.answer(Ask.get("/host=home/badge.svg"));
        assertThat(header(badge, "Content-Type")).isEqualTo("image/svg+xml");
        assertThat(header(badge, "Content-Security-Policy")).isEqualTo("default-src 'none'; style-src 'none'");
        assertThat(header(badge, "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void longTextsArePackedOnceForClientsThatTakeGzip() {
        put(1, "index.html", LONG);
        Answer packed = files.answer(Ask.gzip("/"));

        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(new String(Gzip.decompress(packed.body(), 1 << 20), StandardCharsets.UTF_8))
                .isEqualTo(LONG);
        assertThat(files.answer(Ask.gzip("/")).body()).isSameAs(packed.body());
        assertThat(header(packed, "ETag")).isNotEqualTo(header(files.answer(Ask.get("/")), "ETag"));
        Answer again = files.answer(Ask.of("GET", "/", header(packed, "ETag"), null, "gzip"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();

        put(1, "badge.svg", "<svg/>");
        assertThat(header(files.answer(Ask.gzip("/badge.svg")), "Content-Encoding"))
                .isEmpty();
    }

    @Test
    void anAssetIsKeptForGood() {
        put(0, ASSET, "let x;");
        Answer answer = files.answer(Ask.get("/" + ASSET));

        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(Caching.of(ASSET)).isEqualTo("public, max-age=31536000, immutable");
        assertThat(files.answer(Ask.get("/app/ba9876543210/main.js")).status()).isEqualTo(404);
    }

    @Test
    void aPageThatIsLostComesFromWhatIsCommittedAndIsRepaired() {
        PublicFiles served = files(knowing(Map.of("badge.svg", "committed")), StandIn.NONE);

        assertThat(text(served.answer(Ask.get("/badge.svg")))).isEqualTo("committed");
        assertThat(damaged).containsExactly("badge.svg");
        assertThat(served.answer(Ask.get("/frame.html")).status()).isEqualTo(404);
        assertThat(damaged).as("a deployment without frames").containsExactly("badge.svg");
    }

    @Test
    void aLivePageThatIsOlderThanWhatWasServedIsNotServed() {
        long[] number = {7};
        PublicFiles served = files(StandIn.NONE, new StandIn() {
            @Override
            public Optional<SnapshotStore.Published> standIn(String key) {
                return Optional.of(new SnapshotStore.Published(object(key, "page " + number[0]), number[0], "", 1_000));
            }

            @Override
            public boolean knows(Scope scope) {
                return true;
            }
        });
        assertThat(text(served.answer(Ask.get("/")))).isEqualTo("page 7");
        number[0] = 6;
        assertThat(text(served.answer(Ask.get("/")))).isEqualTo("page 7");
    }

    @Test
    void whatIsMadeAndNotStoredSaysNotWhenItWasModified() {
        PublicFiles served = files(StandIn.NONE, new StandIn() {
            @Override
            public Optional<SnapshotStore.Published> standIn(String key) {
                return Optional.of(new SnapshotStore.Published(object(key, "made"), 0, "", 0));
            }

            @Override
            public boolean knows(Scope scope) {
                return false;
            }
        });
        Answer answer = served.answer(Ask.get("/"));
        assertThat(text(answer)).isEqualTo("made");
        assertThat(answer.header("Last-Modified")).isEmpty();
        assertThat(served.answer(Ask.of("GET", "/", null, "Sun, 04 Jan 2026 05:06:07 GMT", null))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aLivePageIsServedInPlaceOfTheStoredOne() {
        put(9, "index.html", "stored");
        PublicFiles served = files(StandIn.NONE, knowing(Map.of("index.html", "live", "manifest.json", "live")));

        assertThat(text(served.answer(Ask.get("/")))).isEqualTo("live");
        assertThat(served.answer(Ask.get("/manifest.json")).status()).isNotEqualTo(200);
        assertThat(damaged).doesNotContain("index.html");
    }
}
