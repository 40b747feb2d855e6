package dev.stillframe.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.access.Issued;
import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Directory;
import dev.stillframe.core.memory.MemoryAuditLog;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemoryRawArchive;
import dev.stillframe.core.memory.MemoryRefreshQueue;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.memory.MemoryTokenStore;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.TokenStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.CommittedFiles;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.refresh.RefreshBuilds;
import dev.stillframe.core.refresh.Refreshes;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.testkit.Faults;
import dev.stillframe.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole deployment in memory, with a clock that stands still: calls go in, replies come out. */
final class ApiWorld {
    static final Instant START = Instant.parse("2025-12-29T08:15:00Z");
    static final Scope HOME = Scope.host("home");
    private static final JsonMapper JSON = JsonMapper.shared();

    final ManualClock clock = new ManualClock(START);
    final Metrics metrics = Metrics.BUILT_IN;
    final MemorySnapshotStore snapshots = new MemorySnapshotStore(clock);
    final MemorySampleStore samples = new MemorySampleStore();
    final MemoryCheckpointStore checkpoints = new MemoryCheckpointStore();
    final MemoryTokenStore tokenStore = new MemoryTokenStore();
    final MemoryAuditLog audit = new MemoryAuditLog();
    final MemoryRefreshQueue queue = new MemoryRefreshQueue();
    final MemoryRawArchive archive = new MemoryRawArchive(ZoneOffset.UTC);
    /** Where results go: {@link #archive}, unless a test says otherwise. */
    final AtomicReference<RawArchive> archiving = new AtomicReference<>(archive);
    /** What was told to those who run the deployment. */
    final List<String> problems = new CopyOnWriteArrayList<>();

    final Random random = new Random(7);
    /** Counts the calls of ports, and can be told to do something before them. */
    final Faults calls = Faults.none();

    final Tokens tokens = new Tokens(calls.wrap(TokenStore.class, tokenStore), clock, random);
    final AtomicInteger wakes = new AtomicInteger();
    final AtomicInteger builds = new AtomicInteger();
    final Awake awake;
    final Builder builder;
    final PublicFiles files;
    final Refreshes refreshes;
    final RefreshBuilds refreshBuilds;
    final Api api;
    /** What a caller who waits sees happen meanwhile. */
    final AtomicReference<Runnable> whileWaiting = new AtomicReference<>(() -> {});

    ApiWorld() {
        this(ApiSettings.DEFAULT, Cadence.NONE, Thresholds.NONE);
    }

    ApiWorld(ApiSettings settings, Cadence rest, Thresholds thresholds) {
        this(settings, rest, new Rules(Rules.USUAL.calendar(), Rules.USUAL.closing(), thresholds, Map.of()));
    }

    ApiWorld(ApiSettings settings, Cadence rest, Rules rules) {
        SampleStore reached = calls.wrap(SampleStore.class, samples);
        AtomicInteger ids = new AtomicInteger();
        Ports ports =
                new Ports(reached, calls.wrap(CheckpointStore.class, checkpoints), snapshots, new MemoryLeaseStore());
        builder = new Builder(ports, metrics, rules, Pages.NONE, clock, () -> "build-" + ids.incrementAndGet());
        awake = new Awake(clock, rest, () -> {});
        CommittedFiles committed = new CommittedFiles(
                ports.checkpoints(),
                snapshots,
                metrics,
                rules,
                Pages.NONE,
                (stage, object) -> stage + "-" + Checksum.of(object.body()).substring(7, 19));
        files = new PublicFiles(snapshots, committed, key -> {}, PublicFiles.DEFAULT_MEMORY);
        RefreshQueue asked = calls.wrap(RefreshQueue.class, queue);
        refreshes = new Refreshes(asked, snapshots, clock, this::newId, added -> wakes.incrementAndGet());
        refreshBuilds = new RefreshBuilds(
                asked,
                refreshes,
                snapshots,
                awake,
                order -> {
                    builds.incrementAndGet();
                    return builder.build(order);
                },
                clock);
        api = new Api(
                new ApiParts(
                        settings,
                        metrics,
                        files,
                        calls.wrap(SnapshotStore.class, snapshots),
                        reached,
                        new RawCopies((host, t, result) -> archiving.get().put(host, t, result), problems::add),
                        tokens,
                        calls.wrap(AuditLog.class, audit),
                        refreshes,
                        awake::wake,
                        rules,
                        clock),
                (latch, atMost) -> {
                    whileWaiting.get().run();
                    return latch.getCount() == 0;
                });
    }

    private String newId() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** Samples of a host each minute, so many back from now. */
    ApiWorld withSamples(String host, int minutes) {
        List<Sample> made = new ArrayList<>();
        for (int i = minutes - 1; i >= 0; i--) {
            made.add(Sample.of(host, clock.millis() - i * 60_000L, 90_000 + i, 40_000 + i, 11_000 + i, 500, 0));
        }
        samples.append(made, "test");
        return this;
    }

    /** Builds everything. */
    ApiWorld built() {
        builder.build(Scope.ALL, BuildMode.ALL);
        samples.hosts(clock.millis()).forEach(h -> builder.build(Scope.host(h.host()), BuildMode.ALL));
        snapshots.publish(1, List.of(Directory.hosts(samples.hosts(clock.millis()))));
        snapshots.publish(1, List.of(Directory.config(metrics, "UTC", Thresholds.NONE, "")));
        return this;
    }

    /** The text of a new token that never expires. */
    String token(Role role, String host) {
        return issued(role, host).text();
    }

    Issued issued(Role role, String host) {
        return tokens.issue(role, host, Long.MAX_VALUE);
    }

    /** A call without a body. Headers are given as name, value, name, value. */
    Reply call(String method, String target, String... headers) {
        return send(method, target, new byte[0], headers);
    }

    Reply get(String target, String... headers) {
        return call("GET", target, headers);
    }

    Reply post(String target, String body, String... headers) {
        return send("POST", target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Reply send(String method, String target, byte[] body, String... headers) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.put(headers[i], headers[i + 1]);
        }
        int question = target.indexOf('?');
        Call call = new Call(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? null : target.substring(question + 1),
                fields,
                "192.0.2.7");
        Admission admission = api.admit(call).orElseThrow(() -> new AssertionError(target + " is no path of the API"));
        return switch (admission) {
            case Admission.Answered answered -> answered.reply();
            case Admission.Wanted wanted ->
                body.length > wanted.maxBytes()
                        ? wanted.body().tooLong()
                        : wanted.body().reply(body);
        };
    }

    static Answer answer(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Whole.class);
        return ((Reply.Whole) reply).answer();
    }

    static int status(Reply reply) {
        return reply instanceof Reply.Whole whole ? whole.answer().status() : 200;
    }

    static String header(Reply reply, String name) {
        return answer(reply).header(name).orElseThrow(() -> new AssertionError("there is no " + name));
    }

    static JsonNode json(Reply reply) {
        return JSON.readTree(answer(reply).body());
    }
}
