package dev.stillframe.core.api;

import static dev.stillframe.core.api.ApiWorld.HOME;
import static dev.stillframe.core.api.ApiWorld.answer;
import static dev.stillframe.core.api.ApiWorld.header;
import static dev.stillframe.core.api.ApiWorld.json;
import static dev.stillframe.core.api.ApiWorld.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.BuildMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /samples/latest} and its meta. */
class LatestTest {
    private final ApiWorld world = new ApiWorld().withSamples("home", 300).built();

    @Test
    void givesThePayloadWithWhatIsKnownOfIt() {
        Reply reply = world.get("/samples/latest?window=1h&samples=100&host=home");
        assertThat(answer(reply).status()).isEqualTo(200);
        JsonNode payload = json(reply);
        assertThat(payload.get("scope").stringValue()).isEqualTo("home");
        assertThat(payload.get("granularity").intValue()).isEqualTo(100);
        assertThat(header(reply, "X-Snapshot-Source")).isEqualTo("snapshot");
        assertThat(header(reply, "X-Snapshot-Granularity")).isEqualTo("100");
        assertThat(header(reply, "X-Snapshot-Stale")).isEqualTo("false");
        assertThat(header(reply, "X-Snapshot-Generated-At")).isEqualTo("2025-12-29T08:15:00Z");
        assertThat(header(reply, "X-Snapshot-Expires-At")).isEqualTo("2025-12-29T08:18:00Z");
        assertThat(header(reply, "Last-Modified")).isEqualTo("Mon, 29 Dec 2025 08:15:00 GMT");
        assertThat(header(reply, "ETag")).isNotEmpty();
        String version = header(reply, "X-Snapshot-Version-Id");
        Reply again = world.get("/samples/latest?window=1h&samples=100&host=home&versionId=" + version);
        assertThat(answer(again).body()).isEqualTo(answer(reply).body());
        assertThat(header(again, "Cache-Control")).contains("immutable");
    }

    @ParameterizedTest
    @CsvSource({
        "window=1h, 1h",
        "minutes=60, 1h",
        "hours=1, 1h",
        "minutes=600, 10h",
        "hours=24, 1d",
        "days=1, 1d",
        "hours=240, 10d",
        "days=90, 3m",
        "months=3, 3m",
        "months=12, 12m",
        "days=365, 12m"
    })
    void windowsHaveSeveralNames(String query, String window) {
        Reply reply = world.get("/samples/latest?" + query);
        assertThat(json(reply).get("window").stringValue()).isEqualTo(window);
        assertThat(json(reply).get("scope").stringValue()).isEqualTo("all");
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "99, 20", "100, 100", "249, 100", "250, 250", "499, 250", "500, 500"})
    void theNearestLowerGranularityIsServed(int asked, int served) {
        Reply reply = world.get("/samples/latest?window=1d&samples=" + asked);
        assertThat(json(reply).get("granularity").intValue()).isEqualTo(served);
        assertThat(header(reply, "X-Snapshot-Granularity")).isEqualTo("" + served);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "window=2h",
                "hours=2",
                "hours=01",
                "minutes=61",
                "months=1",
                "days=-1",
                "days=1.0",
                "hours=1e0",
                "hours=99999999999999999999",
                "window=1h&hours=1",
                "window=1h&window=1h",
                "window=1h&samples=19",
                "window=1h&samples=501",
                "window=1h&samples=abc",
                "window=1h&samples=0x64",
                "window=1h&samples=",
                "window=1h&host=..%2F..%2Fetc",
                "window=1h&host=HOME",
                "window=1h&host=all",
                "window=1h&fresh=yes",
                "window=1h&fresh",
                "window=1h&downsample=true&samples=30",
                "window=1h&downsample=true&samples=499",
                "window=1h&unknown=1",
                "window=1h&versionId=1&fresh=true",
                "window=%zz"
            })
    void anythingElseIsRefusedWithWhatIsAllowed(String query) {
        Reply reply = world.get("/samples/latest?" + query);
        assertThat(answer(reply).status()).isEqualTo(400);
        assertThat(header(reply, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(json(reply).get("detail").stringValue()).isNotEmpty();
    }

    @Test
    void aHostNeverSeenIsNotFound() {
        assertThat(status(world.get("/samples/latest?window=1h&host=nobody"))).isEqualTo(404);
        assertThat(status(world.get("/samples/latest/meta?window=1h&host=nobody")))
                .isEqualTo(404);
        assertThat(status(world.get("/samples/latest?window=1h&host=nobody&fresh=true")))
                .isEqualTo(404);
        assertThat(status(world.get("/samples/latest?window=1h&host=nobody&downsample=true&samples=50")))
                .isEqualTo(404);
    }

    @Test
    void nothingBuiltYetIsNotAnEmptyAnswer() {
        ApiWorld empty = new ApiWorld();
        Reply reply = empty.get("/samples/latest?window=1h");
        assertThat(answer(reply).status()).isEqualTo(503);
        assertThat(header(reply, "Retry-After")).isNotEmpty();
        assertThat(status(empty.get("/samples/latest/meta?window=1h"))).isEqualTo(503);
    }

    @Test
    void aServedSnapshotCostsNoReadOfAnyDatabase() {
        world.get("/samples/latest?window=1h&host=home");
        world.calls.resetCounts();
        Reply reply = world.get("/samples/latest?window=1h&host=home");
        assertThat(status(reply)).isEqualTo(200);
        assertThat(((Reply.Whole) reply).facts()).isEqualTo(new Facts("home", "hit", 0, "", ""));
        assertThat(world.calls.counts()).isEmpty();
    }

    @Test
    void conditionsAndHeadWorkAsForFiles() {
        Reply reply = world.get("/samples/latest?window=1h");
        Reply same = world.get("/samples/latest?window=1h", "If-None-Match", header(reply, "ETag"));
        assertThat(answer(same).status()).isEqualTo(304);
        Reply head = world.call("HEAD", "/samples/latest?window=1h");
        assertThat(answer(head).status()).isEqualTo(200);
        assertThat(answer(head).body()).isEmpty();
        Reply packed = world.get("/samples/latest?window=1h", "Accept-Encoding", "gzip");
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "ETag")).isNotEqualTo(header(reply, "ETag"));
        assertThat(status(world.call("DELETE", "/samples/latest?window=1h"))).isEqualTo(405);
        assertThat(status(world.call("OPTIONS", "/samples/latest?window=1h"))).isEqualTo(204);
    }

    @Test
    void aSnapshotIsStaleOnceItExpires() {
        world.clock.advance(Duration.ofMinutes(3));
        assertThat(header(world.get("/samples/latest?window=1h"), "X-Snapshot-Stale"))
                .isEqualTo("true");
        JsonNode meta = json(world.get("/samples/latest/meta?window=1h"));
        assertThat(meta.get("stale").booleanValue()).isTrue();
        assertThat(meta.get("staleReason").stringValue()).isEqualTo("builder-late");
        assertThat(meta.get("staleSince").stringValue()).isEqualTo("2025-12-29T08:18:00Z");
        assertThat(meta.get("ageSeconds").intValue()).isEqualTo(180);
        JsonNode longer = json(world.get("/samples/latest/meta?window=12m"));
        assertThat(longer.get("stale").booleanValue()).isFalse();
        assertThat(longer.get("key").stringValue()).isEqualTo("latest_12m_100.json");
    }

    @Test
    void aResponseNamesTheVersionItsMetaIsTrueOf() {
        JsonNode meta = json(world.get("/samples/latest/meta?window=1d&host=home&samples=250"));
        Reply reply = world.get("/samples/latest?window=1d&host=home&samples=250");
        assertThat(meta.get("versionId").stringValue()).isEqualTo(header(reply, "X-Snapshot-Version-Id"));
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 50, 125})
    void exactlySoManyPointsAreMadeOfTheFinest(int points) {
        JsonNode made = json(world.get("/samples/latest?window=10h&downsample=true&samples=" + points));
        JsonNode finest = json(world.get("/samples/latest?window=10h&samples=500"));
        assertThat(made.get("granularity").intValue()).isEqualTo(points);
        assertThat(made.get("bucketMillis").longValue()).isEqualTo(36_000_000L / points);
        assertThat(made.get("samples")).isEqualTo(finest.get("samples"));
        assertThat(made.get("points").intValue()).isLessThanOrEqualTo(points);
        JsonNode t = made.get("t");
        assertThat(t.get(t.size() - 1))
                .isEqualTo(finest.get("t").get(finest.get("t").size() - 1));
        long bucket = made.get("bucketMillis").longValue();
        for (int i = 1; i < t.size(); i++) {
            assertThat(t.get(i).longValue() / bucket).isGreaterThan(t.get(i - 1).longValue() / bucket);
        }
    }

    @Test
    void downsampledAveragesAreThoseOfTheSamples() {
        // Each bucket of 500 over an hour has one sample at most, so the average of the averages is that of the
        // samples.
        JsonNode made = json(world.get("/samples/latest?window=1h&downsample=true&samples=25&host=home"));
        JsonNode download = made.get("metrics").get("download");
        long bucket = made.get("bucketMillis").longValue();
        for (int i = 0; i < made.get("points").intValue(); i++) {
            long number = made.get("t").get(i).longValue() / bucket;
            long[] sum = {0, 0};
            world.samples.scan(HOME, number * bucket, (number + 1) * bucket - 1, Position.END, (seq, sample) -> {
                sum[0] += sample.values().get(0);
                sum[1]++;
            });
            assertThat(made.get("count").get(i).longValue()).isEqualTo(sum[1]);
            double exact = sum[0] / 1000.0 / sum[1];
            assertThat(download.get("avg").get(i).doubleValue()).isBetween(exact - 0.011, exact + 0.011);
        }
    }

    @Test
    void prebuiltDivisorsAreTheFilesThemselves() {
        Reply reply = world.get("/samples/latest?window=10h&downsample=true&samples=250");
        assertThat(header(reply, "X-Snapshot-Source")).isEqualTo("snapshot");
        assertThat(header(world.get("/samples/latest?window=10h&downsample=true&samples=125"), "X-Snapshot-Source"))
                .isEqualTo("computed");
    }

    @Test
    void withoutAnyFileTheSamplesThemselvesAreDownsampled() {
        ApiWorld unbuilt = new ApiWorld().withSamples("home", 90);
        Reply reply = unbuilt.get("/samples/latest?window=10h&downsample=true&samples=50&host=home");
        assertThat(answer(reply).status()).isEqualTo(200);
        assertThat(json(reply).get("samples").intValue()).isEqualTo(90);
        assertThat(header(reply, "X-Snapshot-Source")).isEqualTo("computed");
    }

    @Test
    void downsamplingThatTakesTooLongIsLeftToABuild() {
        ApiWorld slow = new ApiWorld().withSamples("home", 90);
        slow.calls.before((call, answer) -> {
            if (call.name().equals("SampleStore.scan")) {
                // As if the store took so long to find the first sample.
                slow.clock.advance(Duration.ofSeconds(4));
            }
        });
        Reply reply = slow.get("/samples/latest?window=10h&downsample=true&samples=50&host=home");
        assertThat(answer(reply).status()).isEqualTo(202);
        assertThat(json(reply).get("status").stringValue()).isEqualTo("queued");
    }

    @Test
    void anonymousCallersGetABuildOfAMomentAgo() {
        world.clock.advance(9_999);
        Reply young = world.get("/samples/latest?window=1h&fresh=true");
        assertThat(status(young)).isEqualTo(200);
        // No cache may answer the next such request.
        assertThat(header(young, "Cache-Control")).isEqualTo("no-store");
        assertThat(world.queue.open()).isEmpty();
        world.clock.advance(1);
        Reply reply = world.get("/samples/latest?window=1h&fresh=true");
        assertThat(answer(reply).status()).isEqualTo(202);
        assertThat(header(reply, "Location"))
                .isEqualTo("/samples/refresh/" + json(reply).get("requestId").stringValue());
        assertThat(header(reply, "Retry-After")).isEqualTo("1");
        assertThat(json(reply).get("snapshotUrl").stringValue()).isEqualTo("/samples/latest?window=1h&samples=100");
    }

    @Test
    void aBuildOfOtherWindowsIsNoAnswerToWhoWantsAFreshOne() {
        world.clock.advance(Duration.ofMinutes(1));
        world.builder.build(Scope.ALL, BuildMode.DUE);
        assertThat(status(world.get("/samples/latest?window=1h&fresh=true"))).isEqualTo(200);
        assertThat(status(world.get("/samples/latest?window=12m&fresh=true"))).isEqualTo(202);
        assertThat(json(world.post("/samples/refresh", "")).get("status").stringValue())
                .isEqualTo("queued");
    }

    @Test
    void theSnapshotUrlAsksForTheSameAndForNoBuild() {
        world.clock.advance(Duration.ofMinutes(1));
        Reply reply = world.get("/samples/latest?hours=24&samples=50&downsample=true&host=home&fresh=true");
        assertThat(json(reply).get("snapshotUrl").stringValue())
                .isEqualTo("/samples/latest?window=1d&samples=50&downsample=true&host=home");
    }

    @Test
    void thePresentVersionIsKnownInFull() {
        String version = header(world.get("/samples/latest?window=1h"), "X-Snapshot-Version-Id");
        Reply reply = world.get("/samples/latest?window=1h&versionId=" + version);
        assertThat(header(reply, "X-Snapshot-Generated-At")).isEqualTo("2025-12-29T08:15:00Z");
        assertThat(header(reply, "Cache-Control")).contains("immutable");
        assertThat(status(world.get("/samples/latest?window=1h&versionId=nothing")))
                .isEqualTo(404);
    }

    @Test
    void aLostFileIsComputedWhereSoManyPointsAreAskedForExactly() {
        ApiWorld unbuilt = new ApiWorld().withSamples("home", 90);
        Reply reply = unbuilt.get("/samples/latest?window=10h&downsample=true&samples=500&host=home");
        assertThat(status(reply)).isEqualTo(200);
        assertThat(header(reply, "X-Snapshot-Source")).isEqualTo("computed");
        assertThat(json(reply).get("granularity").intValue()).isEqualTo(500);
        unbuilt.calls.resetCounts();
        unbuilt.get("/samples/latest?window=10h&downsample=true&samples=500&host=home");
        assertThat(unbuilt.calls.counts()).doesNotContainKey("SampleStore.scan");
    }

    @Test
    void whoUploadsAndThenAsksSeesTheirOwnSamples() {
        String token = world.token(Role.COLLECTOR, "home");
        long t = world.clock.millis() - 1;
        Reply upload = world.post(
                "/samples",
                "[{\"host\":\"home\",\"t\":" + t + ",\"download\":1.5}]",
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json");
        assertThat(answer(upload).status()).isEqualTo(202);
        // No second has passed since the last build.
        world.whileWaiting.set(() -> world.refreshBuilds.run(HOME));
        Reply reply = world.get(
                "/samples/latest?window=1h&samples=500&host=home&fresh=true",
                "Authorization",
                "Bearer " + token,
                "Prefer",
                "respond-async, wait=2");
        assertThat(answer(reply).status()).isEqualTo(200);
        assertThat(header(reply, "Preference-Applied")).isEqualTo("wait=2");
        assertThat(json(reply).get("t").toString()).contains("" + t);
    }

    @Test
    void whoWaitsInVainIsToldWhereToFollow() {
        world.clock.advance(20_000);
        Reply reply = world.get("/samples/latest?window=1h&fresh=true", "Prefer", "wait=3");
        assertThat(answer(reply).status()).isEqualTo(202);
        String id = json(reply).get("requestId").stringValue();
        assertThat(world.queue.find(id).orElseThrow().status()).isEqualTo(Refresh.Status.QUEUED);
    }

    @Test
    void aHostThatRestsWakesWhenItIsAskedFor() {
        ApiWorld resting = new ApiWorld(
                ApiSettings.DEFAULT, new Cadence(Duration.ofHours(6).toMillis()), Thresholds.NONE);
        resting.withSamples("home", 10).built();
        assertThat(resting.awake.isAwake(HOME)).isFalse();
        resting.get("/samples/latest?window=1h&host=home");
        assertThat(resting.awake.isAwake(HOME)).isTrue();
        resting.get("/samples/latest?window=1h&host=nobody");
        assertThat(resting.awake.isAwake(Scope.host("nobody"))).isFalse();
    }

    @Test
    void whileABuildIsPromotedPayloadAndMetaStillBelongTogether() {
        Reply before = world.get("/samples/latest?window=1h&host=home&samples=20");
        String version = header(before, "X-Snapshot-Version-Id");
        byte[] oldMeta = world.snapshots
                .read("host=home/latest_1h_20.meta.json")
                .orElseThrow()
                .object()
                .body();
        world.clock.advance(Duration.ofMinutes(2));
        world.withSamples("home", 1);
        world.builder.build(HOME, BuildMode.ALL);
        // As if the builder had died after the payload and before the meta; the payload is ahead of its meta.
        world.snapshots.lose("host=home/latest_1h_20.meta.json");
        world.snapshots.publish(99, List.of(new StoredObject("host=home/latest_1h_20.meta.json", oldMeta, false)));
        Reply during = world.get("/samples/latest?window=1h&host=home&samples=20");
        assertThat(header(during, "X-Snapshot-Version-Id")).isEqualTo(version);
        assertThat(header(during, "X-Snapshot-Generated-At"))
                .isEqualTo(Instant.parse("2025-12-29T08:15:00Z").toString());
        assertThat(answer(during).body()).isEqualTo(answer(before).body());
    }
}
