package dev.stillframe.core.api;

import static dev.stillframe.core.api.ApiWorld.HOME;
import static dev.stillframe.core.api.ApiWorld.answer;
import static dev.stillframe.core.api.ApiWorld.header;
import static dev.stillframe.core.api.ApiWorld.json;
import static dev.stillframe.core.api.ApiWorld.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.access.Issued;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, and what is noted of it. */
class AccessTest {
    private final ApiWorld world = new ApiWorld().withSamples("home", 3).built();

    private final ApiWorld closed = new ApiWorld(
                    new ApiSettings(false, Duration.ofMinutes(15), 60), Cadence.NONE, Thresholds.NONE)
            .withSamples("home", 3)
            .withSamples("office", 3)
            .built();

    private String sample(ApiWorld at, String host) {
        return "[{\"host\":\"" + host + "\",\"t\":" + (at.clock.millis() - 7) + ",\"download\":50}]";
    }

    private Reply upload(ApiWorld at, String token, String body) {
        return at.post("/samples", body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    @Test
    void aCollectorUploadsForItsOwnHostOnly() {
        String token = world.token(Role.COLLECTOR, "home");
        Reply reply = upload(world, token, sample(world, "home"));
        assertThat(status(reply)).isEqualTo(202);
        assertThat(json(reply).get("accepted").intValue()).isEqualTo(1);
        assertThat(json(upload(world, token, sample(world, "home")))
                        .get("duplicates")
                        .intValue())
                .isEqualTo(1);
        Reply other = upload(world, token, sample(world, "office"));
        assertThat(status(other)).isEqualTo(403);
        assertThat(world.samples.hosts(Long.MAX_VALUE)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "COLLECTOR", mode = EnumSource.Mode.EXCLUDE)
    void nobodyElseUploads(Role role) {
        Reply reply = upload(world, world.token(role, null), sample(world, "home"));
        assertThat(status(reply)).isEqualTo(403);
        assertThat(json(reply).get("allowed").get(0).stringValue()).isEqualTo("collector");
        assertThat(status(world.post("/samples", sample(world, "home")))).isEqualTo(401);
    }

    @Test
    void expiredRevokedAndUnknownTokensAreToldApart() {
        Issued issued = world.tokens.issue(Role.COLLECTOR, "home", world.clock.millis() + 1_000);
        assertThat(status(upload(world, issued.text(), sample(world, "home")))).isEqualTo(202);
        world.clock.advance(1_000);
        Reply expired = upload(world, issued.text(), sample(world, "home"));
        assertThat(status(expired)).isEqualTo(401);
        assertThat(json(expired).get("detail").stringValue()).isEqualTo("This token has expired.");
        assertThat(header(expired, "WWW-Authenticate")).startsWith("Bearer");
        Issued other = world.issued(Role.COLLECTOR, "home");
        world.tokenStore.revoke(other.token().id(), world.clock.millis());
        assertThat(json(upload(world, other.text(), sample(world, "home")))
                        .get("detail")
                        .stringValue())
                .isEqualTo("This token was revoked.");
        for (String wrong :
                List.of("", "x", other.text() + "x", other.text().replaceFirst(".$", "!"), "é".repeat(90))) {
            assertThat(status(upload(world, wrong, sample(world, "home")))).isEqualTo(401);
        }
    }

    @Test
    void aTokenThatIsRevokedWhileItsBodyArrivesIsNotTaken() {
        Issued issued = world.issued(Role.COLLECTOR, "home");
        Call call = new Call(
                "POST",
                "/samples",
                null,
                Map.of("Authorization", "Bearer " + issued.text(), "Content-Type", "application/json"),
                "192.0.2.7");
        Admission.Wanted wanted = (Admission.Wanted) world.api.admit(call).orElseThrow();
        world.tokenStore.revoke(issued.token().id(), world.clock.millis());
        Reply reply = wanted.body().reply(sample(world, "home").getBytes(StandardCharsets.UTF_8));
        assertThat(status(reply)).isEqualTo(401);
    }

    @Test
    void whatAStolenTokenSentIsTakenBackAndStaysOut() {
        Issued issued = world.issued(Role.COLLECTOR, "home");
        upload(world, issued.text(), sample(world, "home"));
        assertThat(world.samples.quarantine(Token.origin(issued.token().id()))).isEqualTo(1);
        assertThat(status(upload(world, issued.text(), sample(world, "home")))).isEqualTo(403);
        String honest = world.token(Role.COLLECTOR, "home");
        assertThat(json(upload(world, honest, sample(world, "home")))
                        .get("duplicates")
                        .intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/samples/latest?window=1h&host=home",
                "/samples/latest/meta?window=1h&host=home",
                "/samples/latest?window=1h&host=home&fresh=true",
                "/samples/latest?window=1h&host=home&downsample=true&samples=50"
            })
    void whereReadingIsClosedEveryReadNeedsATokenOfThatHostOrOfAll(String target) {
        Reply anonymous = closed.get(target);
        assertThat(status(anonymous)).isEqualTo(401);
        assertThat(header(anonymous, "WWW-Authenticate")).isNotEmpty();
        for (Role role : Role.ALL) {
            String own = closed.token(role, "home");
            assertThat(status(closed.get(target, "Authorization", "Bearer " + own)))
                    .isIn(200, 202);
            String foreign = closed.token(role, "office");
            assertThat(status(closed.get(target, "Authorization", "Bearer " + foreign)))
                    .isEqualTo(403);
        }
        String all = closed.token(Role.VIEWER, null);
        Reply reply = closed.get(target, "Authorization", "Bearer " + all);
        assertThat(status(reply)).isIn(200, 202);
        assertThat(header(reply, "Cache-Control")).doesNotContain("public");
        if (status(reply) == 200 && !target.contains("fresh")) {
            assertThat(answer(reply).headers()).contains(new Answer.Header("Vary", "Authorization"));
        }
        String basic = Base64.getEncoder().encodeToString(("me:" + all).getBytes(StandardCharsets.UTF_8));
        assertThat(status(closed.get(target, "Authorization", "Basic " + basic)))
                .isIn(200, 202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/host=home/latest_1h_20.json",
                "/host%3Dhome/latest_1h_20.meta.json",
                "/host=home/manifest.json",
                "/fallback/host=home/latest_1h_20.json"
            })
    void theFilesOfAHostAreClosedToo(String path) {
        assertThat(refusal(path)).isEqualTo(401);
        assertThat(refusal(path, "Bearer " + closed.token(Role.VIEWER, "home"))).isZero();
        assertThat(refusal(path, "Bearer " + closed.token(Role.VIEWER, "office")))
                .isEqualTo(403);
        assertThat(refusal(path, "Bearer " + closed.token(Role.VIEWER, null))).isZero();
        assertThat(refusal(path, "Bearer nonsense")).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/latest_1h_20.json", "/manifest.json", "/hosts.json"})
    void theFilesOfAllHostsAreForTokensOfAllHosts(String path) {
        assertThat(refusal(path)).isEqualTo(401);
        assertThat(refusal(path, "Bearer " + closed.token(Role.VIEWER, "home"))).isEqualTo(403);
        assertThat(refusal(path, "Bearer " + closed.token(Role.VIEWER, null))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/config.json", "/app/main.js"})
    void thePageIsForEverybodyWhoMayReadAtAll(String path) {
        assertThat(refusal(path)).isEqualTo(401);
        assertThat(refusal(path, "Bearer " + closed.token(Role.VIEWER, "home"))).isZero();
    }

    @Test
    void theNamesOfHostsAreForThoseWhoMayReadAll() {
        Call stranger = new Call("GET", "/health", null, Map.of(), "192.0.2.7");
        assertThat(world.api.mayReadAll(stranger)).isTrue();
        assertThat(closed.api.mayReadAll(stranger)).isFalse();
        for (String host : new String[] {"home", null}) {
            String bearer = "Bearer " + closed.token(Role.VIEWER, host);
            Call known = new Call("GET", "/health", null, Map.of("Authorization", bearer), "192.0.2.7");
            assertThat(closed.api.mayReadAll(known)).isEqualTo(host == null);
        }
    }

    private int refusal(String path, String... authorization) {
        Map<String, String> headers = authorization.length == 0 ? Map.of() : Map.of("Authorization", authorization[0]);
        return closed.api
                .refuseReading(new Call("GET", path, null, headers, "192.0.2.7"))
                .map(a -> a.status())
                .orElse(0);
    }

    @Test
    void theStatusOfARefreshIsClosedAsItsScopeIs() {
        String all = closed.token(Role.VIEWER, null);
        Reply asked = closed.post("/samples/refresh", "{\"host\":\"home\"}", "Authorization", "Bearer " + all);
        String id = json(asked).get("requestId").stringValue();
        for (String target :
                List.of("/samples/refresh/" + id, "/refresh/" + id + ".json", "/samples/refresh/" + id + "/events")) {
            assertThat(status(closed.get(target))).isEqualTo(401);
            assertThat(status(closed.get(target, "Authorization", "Bearer " + closed.token(Role.VIEWER, "office"))))
                    .isEqualTo(403);
            assertThat(status(closed.get(target, "Authorization", "Bearer " + all)))
                    .isEqualTo(200);
        }
        // An id that does not exist tells nothing to strangers.
        assertThat(status(closed.get("/samples/refresh/" + "0".repeat(32)))).isEqualTo(401);
    }

    @Test
    void aRevokedReaderIsOutAfterFiveSeconds() {
        Issued issued = closed.issued(Role.VIEWER, null);
        String bearer = "Bearer " + issued.text();
        assertThat(status(closed.get("/samples/latest?window=1h", "Authorization", bearer)))
                .isEqualTo(200);
        closed.calls.resetCounts();
        assertThat(status(closed.get("/samples/latest?window=1h", "Authorization", bearer)))
                .isEqualTo(200);
        assertThat(closed.calls.counts()).isEmpty();
        closed.tokenStore.revoke(issued.token().id(), closed.clock.millis());
        closed.clock.advance(Duration.ofSeconds(5));
        assertThat(status(closed.get("/samples/latest?window=1h", "Authorization", bearer)))
                .isEqualTo(401);
    }

    @Test
    void aReadersTokenIsForgottenWhenItExpires() {
        Issued issued = closed.tokens.issue(Role.VIEWER, null, closed.clock.millis() + 1_000);
        String bearer = "Bearer " + issued.text();
        assertThat(status(closed.get("/samples/latest?window=1h", "Authorization", bearer)))
                .isEqualTo(200);
        closed.clock.advance(1_000);
        assertThat(status(closed.get("/samples/latest?window=1h", "Authorization", bearer)))
                .isEqualTo(401);
    }

    @Test
    void everyWriteIsInTheAuditLogWithItsEnd() {
        Issued issued = world.issued(Role.COLLECTOR, "home");
        upload(world, issued.text(), sample(world, "home"));
        AuditLog.Entry entry = world.audit.newest(1).getFirst();
        assertThat(entry.actor()).isEqualTo(issued.token().id());
        assertThat(entry.address()).isEqualTo("192.0.2.7");
        assertThat(entry.action()).isEqualTo("POST /samples");
        assertThat(entry.subject()).isEqualTo("home");
        assertThat(entry.outcome()).isEqualTo("accepted 1, duplicates 0, rejected 0");
    }

    @Test
    void aWriteThatCannotBeNotedIsNotDone() {
        String token = world.token(Role.COLLECTOR, "home");
        Position before = world.samples.head(HOME);
        world.calls.before((call, answer) -> {
            if (call.name().startsWith("AuditLog.")) {
                throw new StoreException("the disk is full");
            }
        });
        assertThat(status(upload(world, token, sample(world, "home")))).isEqualTo(503);
        assertThat(world.samples.head(HOME)).isEqualTo(before);
    }

    @Test
    void aStoreThatFailsIsToldAndNothingIsLost() {
        String token = world.token(Role.COLLECTOR, "home");
        world.calls.before((call, answer) -> {
            if (call.name().equals("SampleStore.append")) {
                throw new StoreException("/data/stillframe.db is locked");
            }
        });
        Reply reply = upload(world, token, sample(world, "home"));
        assertThat(status(reply)).isEqualTo(503);
        assertThat(header(reply, "Retry-After")).isNotEmpty();
        assertThat(json(reply).get("detail").stringValue()).doesNotContain("stillframe.db");
        assertThat(world.audit.newest(1).getFirst().outcome()).isEmpty();
    }

    @Test
    void refusalsAreNotedAtOnceAndRepeatedOnesAreCounted() {
        for (int i = 0; i < 50; i++) {
            assertThat(status(world.post("/samples", "[]"))).isEqualTo(401);
        }
        assertThat(world.audit.newest(10)).singleElement().satisfies(e -> {
            assertThat(e.outcome()).isEqualTo("refused, 401");
            assertThat(e.count()).isEqualTo(1);
        });
        world.clock.advance(Duration.ofSeconds(10));
        world.api.sweep();
        assertThat(world.audit.newest(1).getFirst().count()).isEqualTo(49);
    }

    @Test
    void nobodyFillsTheAuditLogByBeingRefused() {
        for (int i = 0; i < 5_000; i++) {
            Call call = new Call("POST", "/samples", null, Map.of(), "198.51." + i / 250 + "." + i % 250);
            assertThat(world.api.admit(call)).isPresent();
        }
        assertThat(world.audit.newest(10_000)).hasSizeBetween(600, 610);
        world.clock.advance(Duration.ofSeconds(10));
        world.api.sweep();
        long noted = world.audit.newest(10_000).stream()
                .mapToLong(AuditLog.Entry::count)
                .sum();
        assertThat(noted).isEqualTo(5_000);
    }

    @Test
    void aBadValueBuildsItsHostAtOnce() {
        Thresholds thresholds =
                Thresholds.NONE.with(Thresholds.Kind.MINIMUM, Map.of("home", Map.of("download", 60_000L)));
        ApiWorld watched = new ApiWorld(ApiSettings.DEFAULT, Cadence.NONE, thresholds);
        String token = watched.token(Role.COLLECTOR, "home");
        Reply bad = upload(watched, token, sample(watched, "home"));
        assertThat(json(bad).get("refresh").get("status").stringValue()).isEqualTo("queued");
        assertThat(watched.refreshBuilds.waiting()).containsExactly(HOME);
        watched.refreshBuilds.run(HOME);
        // The same again is a duplicate, and no news.
        assertThat(json(upload(watched, token, sample(watched, "home"))).has("refresh"))
                .isFalse();
        watched.clock.advance(100);
        String good = sample(watched, "home").replace(":50", ":70");
        assertThat(json(upload(watched, token, good)).has("refresh")).isFalse();
        watched.clock.advance(100);
        String failed = "{\"t\":" + watched.clock.millis() + ",\"error\":\"no network\"}";
        assertThat(json(upload(watched, token, failed)).has("refresh")).isTrue();
    }

    @Test
    void anUploadMayAskForABuild() {
        String token = world.token(Role.COLLECTOR, "home");
        Reply reply = world.post(
                "/samples?refresh=true",
                sample(world, "home"),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json");
        assertThat(json(reply).get("refresh").get("snapshotUrl").stringValue())
                .isEqualTo("/samples/latest?window=1h&samples=100&host=home");
        assertThat(world.refreshBuilds.waiting()).containsExactly(HOME);
        for (String query : List.of("refresh=1", "refresh", "refrsh=true", "refresh=true&refresh=true")) {
            assertThat(status(world.post("/samples?" + query, "[]", "Authorization", "Bearer " + token)))
                    .isEqualTo(400);
        }
    }

    @Test
    void aFallbackIsServedWhenBuildsFailForLong() {
        String token = world.token(Role.COLLECTOR, "home");
        world.clock.advance(Duration.ofMinutes(17));
        byte[] fallback = fallback();
        Reply put = world.send(
                "PUT",
                "/fallback/1h/20",
                fallback,
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json");
        assertThat(status(put)).isEqualTo(200);
        assertThat(json(put).get("key").stringValue()).isEqualTo("fallback/host=home/latest_1h_20.json");
        // Its expiry was at 08:18; until 15 minutes later the last good build is better than what nobody has verified.
        assertThat(header(world.get("/samples/latest?window=1h&samples=20&host=home"), "X-Snapshot-Source"))
                .isEqualTo("snapshot");
        world.clock.advance(Duration.ofMinutes(1).plusMillis(1));
        Reply served = world.get("/samples/latest?window=1h&samples=20&host=home");
        assertThat(header(served, "X-Snapshot-Source")).isEqualTo("fallback");
        assertThat(header(served, "X-Snapshot-Stale")).isEqualTo("false");
        assertThat(json(served).get("samples").intValue()).isEqualTo(1);
        String version = header(served, "X-Snapshot-Version-Id");
        Reply again = world.get("/samples/latest?window=1h&samples=20&host=home&versionId=" + version);
        assertThat(answer(again).body()).isEqualTo(answer(served).body());
        assertThat(header(again, "X-Snapshot-Source")).isEqualTo("fallback");
        Reply meta = world.get("/samples/latest/meta?window=1h&samples=20&host=home");
        assertThat(header(meta, "X-Snapshot-Source")).isEqualTo("fallback");
        assertThat(json(meta).get("ageSeconds").intValue()).isEqualTo(60);
        // Other windows and all hosts together have none.
        assertThat(header(world.get("/samples/latest?window=1h&samples=100&host=home"), "X-Snapshot-Source"))
                .isEqualTo("snapshot");
        // A build ends it.
        world.withSamples("home", 1).built();
        assertThat(header(world.get("/samples/latest?window=1h&samples=20&host=home"), "X-Snapshot-Source"))
                .isEqualTo("snapshot");
    }

    private byte[] fallback() {
        ApiWorld collector = new ApiWorld();
        collector.clock.set(world.clock.millis());
        collector.samples.append(
                List.of(Sample.of("home", world.clock.millis() - 1, 1_000, 2_000, 3_000, 4_000, 5)), "own");
        collector.built();
        return answer(collector.get("/samples/latest?window=1h&samples=20&host=home"))
                .body();
    }

    @Test
    void aFallbackOfATokenThatIsRevokedMeanwhileIsTakenBack() {
        Issued issued = world.issued(Role.COLLECTOR, "home");
        world.calls.before((call, answer) -> {
            if (call.name().equals("AuditLog.begin")) {
                world.tokenStore.revoke(issued.token().id(), world.clock.millis());
            }
        });
        Reply put = world.send(
                "PUT",
                "/fallback/1h/20",
                fallback(),
                "Authorization",
                "Bearer " + issued.text(),
                "Content-Type",
                "application/json");
        assertThat(status(put)).isEqualTo(401);
        assertThat(world.snapshots.read("fallback/host=home/latest_1h_20.json")).isEmpty();
    }

    @Test
    void aPageOfAnotherOriginMayAskWhatItMaySend() {
        Call preflight = new Call("OPTIONS", "/host=home/manifest.json", null, Map.of(), "192.0.2.7");
        assertThat(closed.api.refuseReading(preflight)).isEmpty();
        assertThat(closed.files.answer(preflight.toRequest()).header("Access-Control-Allow-Headers"))
                .hasValueSatisfying(v -> assertThat(v).contains("Authorization"));
    }

    @Test
    void aPasswordThatABrowserSendsByItselfDoesNotAskForBuildsOfForeignPages() {
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString(("me:" + closed.token(Role.VIEWER, null)).getBytes(StandardCharsets.UTF_8));
        assertThat(status(closed.post("/samples/refresh", "", "Authorization", basic)))
                .isEqualTo(415);
        assertThat(status(closed.post(
                        "/samples/refresh", "{}", "Authorization", basic, "Content-Type", "application/json")))
                .isEqualTo(202);
    }

    @Test
    void aFallbackIsServedWhereThereIsNoSnapshotAtAll() {
        ApiWorld unbuilt = new ApiWorld();
        unbuilt.clock.set(world.clock.millis());
        String token = unbuilt.token(Role.COLLECTOR, "home");
        Reply put = unbuilt.send(
                "PUT",
                "/fallback/1h/20",
                fallback(),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json");
        assertThat(status(put)).isEqualTo(200);
        assertThat(header(unbuilt.get("/samples/latest?window=1h&samples=20&host=home"), "X-Snapshot-Source"))
                .isEqualTo("fallback");
    }

    @Test
    void fallbacksHaveTheirPlaces() {
        String token = "Bearer " + world.token(Role.COLLECTOR, "home");
        Stream.of("/fallback/2h/20", "/fallback/1h/30", "/fallback/1h", "/fallback/1h/20/x", "/fallback/../20")
                .forEach(path -> {
                    Reply reply = world.send("PUT", path, new byte[0], "Authorization", token);
                    assertThat(status(reply)).as(path).isEqualTo(404);
                });
        assertThat(status(world.call("GET", "/fallback/1h/20"))).isEqualTo(405);
        assertThat(status(world.send("PUT", "/fallback/1h/20", new byte[0]))).isEqualTo(401);
        Reply wrong = world.send(
                "PUT", "/fallback/1d/20", fallback(), "Authorization", token, "Content-Type", "application/json");
        assertThat(status(wrong)).isEqualTo(400);
        assertThat(answer(wrong).header("Content-Type")).contains("application/problem+json");
    }
}
