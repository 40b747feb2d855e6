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
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asking for builds, joining them, following them. */
class RefreshApiTest {
    private final ApiWorld world = new ApiWorld().withSamples("home", 30).built();

    RefreshApiTest() {
        world.clock.advance(Duration.ofMinutes(1));
    }

    private String asked(String body) {
        Reply reply = world.post("/samples/refresh", body, "Content-Type", "application/json");
        assertThat(answer(reply).status()).isEqualTo(202);
        return json(reply).get("requestId").stringValue();
    }

    private JsonNode status(String id) {
        return json(world.get("/samples/refresh/" + id));
    }

    @Test
    void aRequestIsFollowedToItsEnd() {
        Reply reply = world.post("/samples/refresh", "{\"host\":\"home\"}");
        assertThat(header(reply, "Location")).startsWith("/samples/refresh/");
        assertThat(header(reply, "Retry-After")).isEqualTo("1");
        String id = json(reply).get("requestId").stringValue();
        assertThat(json(reply).get("statusUrl").stringValue()).isEqualTo("/samples/refresh/" + id);
        assertThat(json(reply).get("eventsUrl").stringValue()).isEqualTo("/samples/refresh/" + id + "/events");
        assertThat(world.wakes).hasValue(1);
        JsonNode queued = status(id);
        assertThat(queued.get("status").stringValue()).isEqualTo("queued");
        assertThat(queued.get("createdAt").stringValue()).isEqualTo("2025-12-29T08:16:00.000Z");
        assertThat(queued.get("progress").doubleValue()).isZero();
        assertThat(world.refreshBuilds.waiting()).containsExactly(HOME);

        assertThat(world.refreshBuilds.run(HOME).outcome()).isInstanceOf(BuildOutcome.Built.class);
        JsonNode complete = status(id);
        assertThat(complete.get("status").stringValue()).isEqualTo("complete");
        assertThat(complete.get("progress").doubleValue()).isEqualTo(1);
        assertThat(complete.get("completedAt").stringValue()).isEqualTo("2025-12-29T08:16:00.000Z");
        assertThat(complete.get("error").isNull()).isTrue();
        JsonNode manifest = complete.get("manifest");
        assertThat(manifest.get("build").intValue()).isEqualTo(2);
        assertThat(manifest.get("snapshots").size()).isEqualTo(24);
        String version = manifest.get("snapshots").get(0).get("versionId").stringValue();
        assertThat(status0("/samples/latest?window=1h&samples=20&host=home&versionId=" + version))
                .isEqualTo(200);
        assertThat(world.refreshBuilds.waiting()).isEmpty();
    }

    private int status0(String target) {
        return ApiWorld.status(world.get(target));
    }

    @Test
    void theStaticFileSaysTheSame() {
        String id = asked("");
        assertThat(world.snapshots
                        .read("refresh/" + id + ".json")
                        .orElseThrow()
                        .object()
                        .body())
                .isEqualTo(answer(world.get("/samples/refresh/" + id)).body());
        world.refreshBuilds.run(Scope.ALL);
        assertThat(world.snapshots
                        .read("refresh/" + id + ".json")
                        .orElseThrow()
                        .object()
                        .body())
                .isEqualTo(answer(world.get("/samples/refresh/" + id)).body())
                .isEqualTo(answer(world.get("/refresh/" + id + ".json")).body());
        assertThat(header(world.get("/refresh/" + id + ".json"), "Cache-Control"))
                .startsWith("public, max-age=1, ");
    }

    @Test
    void aBuildThatChangesNothingStillSaysThatItLooked() {
        asked("{\"host\":\"home\"}");
        world.refreshBuilds.run(HOME);
        world.clock.advance(Duration.ofSeconds(20));
        asked("{\"host\":\"home\"}");
        world.refreshBuilds.run(HOME);
        assertThat(header(world.get("/samples/latest?window=12m&host=home"), "X-Snapshot-Generated-At"))
                .isEqualTo("2025-12-29T08:16:20Z");
    }

    @Test
    void requestsJoinUntilTheBuildBeginsToRead() {
        String first = asked("{\"host\":\"home\"}");
        assertThat(asked("{\"host\":\"home\"}")).isEqualTo(first);
        assertThat(asked("{}")).isNotEqualTo(first);
        List<String> later = new ArrayList<>();
        world.calls.before((call, answer) -> {
            if (call.name().equals("SampleStore.readAfter") && later.size() < 2) {
                later.add(asked("{\"host\":\"home\"}"));
            }
        });
        world.refreshBuilds.run(HOME);
        assertThat(later).isNotEmpty().doesNotContain(first);
        assertThat(Set.copyOf(later)).hasSize(1);
        assertThat(status(first).get("status").stringValue()).isEqualTo("complete");
        assertThat(status(later.getFirst()).get("status").stringValue()).isEqualTo("queued");
        assertThat(world.refreshBuilds.waiting()).contains(HOME);
    }

    @Test
    void aFailedBuildFailsItsRequestsWithAReasonThatTellsNoSecrets() {
        String id = asked("{\"host\":\"home\"}");
        world.calls.before((call, answer) -> {
            if (call.name().equals("SampleStore.readAfter")) {
                throw new StoreException("/srv/secret/path is gone");
            }
        });
        assertThat(world.refreshBuilds.run(HOME).outcome()).isInstanceOf(BuildOutcome.Failed.class);
        JsonNode failed = status(id);
        assertThat(failed.get("status").stringValue()).isEqualTo("failed");
        assertThat(failed.get("error").stringValue())
                .contains("The build failed")
                .doesNotContain("secret");
        assertThat(failed.get("manifest").isNull()).isTrue();
    }

    @Test
    void aBrokenOffBuildIsTakenUpAgainAndGivenUpAfterThreeTimes() {
        String id = asked("{\"host\":\"home\"}");
        for (int attempt = 1; attempt <= 3; attempt++) {
            // A process that dies after it has begun.
            world.queue.begin(HOME, Refresh.Step.running("read", 5, world.clock.millis()));
            world.refreshBuilds.takeUp(Set.of());
        }
        JsonNode failed = status(id);
        assertThat(failed.get("status").stringValue()).isEqualTo("failed");
        assertThat(failed.get("error").stringValue()).contains("broken off");

        String second = asked("{\"host\":\"home\"}");
        world.queue.begin(HOME, Refresh.Step.running("read", 5, world.clock.millis()));
        world.refreshBuilds.takeUp(Set.of(HOME));
        assertThat(status(second).get("status").stringValue()).isEqualTo("running");
        world.refreshBuilds.takeUp(Set.of());
        assertThat(status(second).get("status").stringValue()).isEqualTo("queued");
        world.refreshBuilds.run(HOME);
        assertThat(status(second).get("status").stringValue()).isEqualTo("complete");
    }

    @Test
    void theEtaIsThatOfTheLastBuilds() {
        for (int i = 0; i < 3; i++) {
            asked("{\"host\":\"home\"}");
            world.calls.before((call, answer) -> {
                if (call.name().equals("SampleStore.readAfter")) {
                    world.clock.advance(Duration.ofSeconds(7));
                }
            });
            world.refreshBuilds.run(HOME);
            world.calls.before((call, answer) -> {});
            world.clock.advance(Duration.ofMinutes(1));
        }
        Reply reply = world.post("/samples/refresh", "{\"host\":\"home\"}");
        assertThat(json(reply).get("etaSeconds").intValue()).isEqualTo(7);
        assertThat(header(reply, "Retry-After")).isEqualTo("7");
    }

    @Test
    void anonymousCallersGetARequestThatIsCompleteAlready() {
        asked("{\"host\":\"home\"}");
        world.refreshBuilds.run(HOME);
        Reply reply = world.post("/samples/refresh", "{\"host\":\"home\"}");
        assertThat(json(reply).get("status").stringValue()).isEqualTo("complete");
        assertThat(status(json(reply).get("requestId").stringValue())
                        .get("manifest")
                        .get("build")
                        .intValue())
                .isEqualTo(2);
        // However many ask, there is one such request a build: nobody fills the disk with them.
        assertThat(json(world.post("/samples/refresh", "{\"host\":\"home\"}"))).isEqualTo(json(reply));
        String token = world.token(Role.VIEWER, null);
        Reply known = world.post("/samples/refresh", "{\"host\":\"home\"}", "Authorization", "Bearer " + token);
        assertThat(json(known).get("status").stringValue()).isEqualTo("queued");
    }

    @Test
    void newBuildsAreLimitedAndJoiningIsFree() {
        ApiWorld limited = new ApiWorld(new ApiSettings(true, Duration.ofMinutes(15), 2), Cadence.NONE, Thresholds.NONE)
                .withSamples("home", 2)
                .withSamples("office", 2)
                .withSamples("cabin", 2)
                .built();
        limited.clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            assertThat(ApiWorld.status(limited.post("/samples/refresh", "{\"host\":\"home\"}")))
                    .isEqualTo(202);
        }
        assertThat(ApiWorld.status(limited.post("/samples/refresh", "{\"host\":\"office\"}")))
                .isEqualTo(202);
        Reply refused = limited.post("/samples/refresh", "{\"host\":\"cabin\"}");
        assertThat(ApiWorld.status(refused)).isEqualTo(429);
        assertThat(header(refused, "Retry-After")).isEqualTo("30");
        // What waits can still be joined, and a token has its own limit.
        assertThat(ApiWorld.status(limited.post("/samples/refresh", "{\"host\":\"home\"}")))
                .isEqualTo(202);
        String token = limited.token(Role.OPERATOR, null);
        assertThat(ApiWorld.status(
                        limited.post("/samples/refresh", "{\"host\":\"cabin\"}", "Authorization", "Bearer " + token)))
                .isEqualTo(202);
        limited.clock.advance(Duration.ofSeconds(30));
        assertThat(ApiWorld.status(limited.post("/samples/refresh", ""))).isEqualTo(202);
        assertThat(ApiWorld.status(limited.get("/samples/latest?window=1h&fresh=true&host=cabin")))
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "\"home\"",
                "{",
                "{\"host\":1}",
                "{\"host\":\"HOME\"}",
                "{\"host\":\"all\"}",
                "{\"hots\":\"home\"}",
                "{\"host\":\"home\",\"host\":\"home\"}",
                "{} {}",
                "{\"host\":\"../../etc\"}",
                "{\"host\":[[[[[[[[[[1]]]]]]]]]]}",
                "nil"
            })
    void otherBodiesAreRefused(String body) {
        Reply reply = world.post("/samples/refresh", body);
        assertThat(ApiWorld.status(reply)).isEqualTo(400);
        assertThat(header(reply, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void unknownThingsAreNotFound() {
        assertThat(ApiWorld.status(world.post("/samples/refresh", "{\"host\":\"nobody\"}")))
                .isEqualTo(404);
        assertThat(status0("/samples/refresh/0123456789abcdef0123456789abcdef")).isEqualTo(404);
        assertThat(status0("/samples/refresh/short")).isEqualTo(404);
        assertThat(status0("/samples/refresh/short/events")).isEqualTo(404);
        assertThat(ApiWorld.status(world.post("/samples/refresh", "x".repeat(5_000))))
                .isEqualTo(413);
        assertThat(ApiWorld.status(world.call("GET", "/samples/refresh"))).isEqualTo(405);
    }

    private record Event(String name, int id, String status) {}

    private static List<Event> events(String text) {
        List<Event> events = new ArrayList<>();
        for (String block : text.split("\n\n")) {
            if (!block.isBlank()) {
                String[] lines = block.split("\n");
                assertThat(lines).hasSize(3);
                JsonNode data = JsonMapper.shared().readTree(lines[2].substring("data: ".length()));
                events.add(new Event(
                        lines[0].substring("event: ".length()),
                        Integer.parseInt(lines[1].substring("id: ".length())),
                        data.get("status").stringValue()));
            }
        }
        return events;
    }

    private Events stream(String id, String... headers) {
        Reply reply = world.get("/samples/refresh/" + id + "/events", headers);
        assertThat(reply).isInstanceOf(Reply.Stream.class);
        return ((Reply.Stream) reply).events();
    }

    @Test
    void aStreamTellsWhatHappens() {
        String id = asked("{\"host\":\"home\"}");
        try (Events events = stream(id)) {
            List<String> told = new ArrayList<>();
            events.onMore(() -> told.add("more"));
            String text = events.take();
            assertThat(events(text)).containsExactly(new Event("progress", 1, "queued"));
            assertThat(events.isOver()).isFalse();
            told.clear();
            world.refreshBuilds.run(HOME);
            assertThat(told).isNotEmpty();
            List<Event> rest = events(events.take());
            assertThat(rest.getFirst()).isEqualTo(new Event("started", 2, "running"));
            assertThat(rest.getLast().name()).isEqualTo("complete");
            assertThat(rest).extracting(Event::id).isSorted().doesNotHaveDuplicates();
            assertThat(events.isOver()).isTrue();
            assertThat(events.take()).isEmpty();
        }
    }

    @Test
    void whoComesBackMissesNothing() {
        String id = asked("{\"host\":\"home\"}");
        world.refreshBuilds.run(HOME);
        List<Event> all;
        try (Events events = stream(id, "Last-Event-ID", "0")) {
            all = events(events.take());
        }
        assertThat(all).hasSizeGreaterThan(3);
        for (int last = 1; last < all.size(); last++) {
            try (Events events = stream(id, "Last-Event-ID", "" + last)) {
                assertThat(events(events.take())).isEqualTo(all.subList(last, all.size()));
            }
        }
        Reply end = world.get("/samples/refresh/" + id + "/events", "Last-Event-ID", "" + all.size());
        assertThat(ApiWorld.status(end)).isEqualTo(204);
        try (Events events = stream(id)) {
            assertThat(events(events.take())).containsExactly(all.getLast());
        }
        try (Events events = stream(id, "Last-Event-ID", "no number")) {
            assertThat(events(events.take())).containsExactly(all.getLast());
        }
    }

    @Test
    void aStatusFileThatCouldNotBeWrittenIsWrittenLater() {
        String id = asked("{\"host\":\"home\"}");
        world.snapshots.lose("refresh/" + id + ".json");
        world.refreshBuilds.run(HOME);
        assertThat(new String(
                        world.snapshots
                                .read("refresh/" + id + ".json")
                                .orElseThrow()
                                .object()
                                .body(),
                        StandardCharsets.UTF_8))
                .contains("\"status\":\"complete\"");
    }

    @Test
    void requestsAreForgottenADayAfterTheirEnd() {
        String id = asked("{\"host\":\"home\"}");
        world.refreshBuilds.run(HOME);
        world.clock.advance(Duration.ofHours(23));
        world.api.sweep();
        assertThat(status0("/samples/refresh/" + id)).isEqualTo(200);
        world.clock.advance(Duration.ofHours(2));
        world.api.sweep();
        assertThat(status0("/samples/refresh/" + id)).isEqualTo(404);
        assertThat(world.snapshots.read("refresh/" + id + ".json")).isEmpty();
    }
}
