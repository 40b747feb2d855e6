package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Ten hosts upload side by side, out of order and some of it twice, while the server is killed and started again. {@code
 * -Dstillframe.uploads=1000000} for a million samples.
 */
@Timeout(1_200)
class UploadSoakTest {
    private static final int SAMPLES = Integer.getInteger("stillframe.uploads", 60_000);
    private static final int HOSTS = 10;
    private static final int KILLS = 3;
    private static final int LARGEST = 1_000;
    /** Within it lie all samples, so that the longest window has each; short, since each hour with samples is a file. */
    private static final long SPAN = Duration.ofDays(30).toMillis();

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-04T05:06:07Z"));
    private final long seed = new Random().nextLong();
    /** A permit for each answer. */
    private final Semaphore answers = new Semaphore(0);

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final Lives lives = new Lives();

    @Test
    void everySampleCountsOnceThoughTheServerIsKilledAndBatchesAreRepeated() throws Exception {
        Path data = folder.resolve("data");
        Map<String, String> tokens = new HashMap<>();
        try (Edition edition = Edition.open(new DataFolder(data), Settings.DEFAULT, clock)) {
            Tokens made = new Tokens(edition.tokens(), clock, new SecureRandom());
            for (String host : hosts()) {
                tokens.put(
                        host, made.issue(Role.COLLECTOR, host, Long.MAX_VALUE).text());
            }
        }
        long start = System.nanoTime();
        upload(data, tokens);
        double seconds = (System.nanoTime() - start) / 1e9;

        // What a killed server had stored and not answered is a duplicate when it comes again.
        assertThat(accepted.get()).isBetween(SAMPLES - unanswered.get(), (long) SAMPLES);
        check(data);
        System.out.printf(
                "%,d samples in %,d (duplicates included) of %,d batches, %,d repeated, %d kills, %.1f s: %,.0f a second%n",
                SAMPLES, sent.get(), requests.get(), repeats.get(), KILLS, seconds, sent.get() / seconds);
    }

    private static List<String> hosts() {
        return IntStream.range(0, HOSTS).mapToObj(i -> "host-" + i).toList();
    }

    private void upload(Path data, Map<String, String> tokens) throws Exception {
        int batches = 0;
        Map<String, List<List<Long>>> work = new HashMap<>();
        for (String host : hosts()) {
            work.put(host, batches(new Random(seed + host.hashCode())));
            batches += work.get(host).size();
        }
        try (ExecutorService uploading = Executors.newVirtualThreadPerTaskExecutor()) {
            lives.begin(ServerProcess.start(data, clock.millis(), ServerProcess.LIVES));
            List<Future<?>> all = new ArrayList<>();
            work.forEach((host, list) -> all.add(uploading.submit(() -> {
                Random random = new Random(seed - host.hashCode());
                for (List<Long> batch : list) {
                    until(host, tokens.get(host), batch, random);
                }
                return null;
            })));
            Random random = new Random(seed);
            for (int kill = 0; kill < KILLS; kill++) {
                answers.acquire(1 + random.nextInt(Math.max(1, 2 * batches / (KILLS + 1) - 1)) / 2 + batches / 10);
                lives.end();
                lives.begin(ServerProcess.start(data, clock.millis(), ServerProcess.LIVES));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            lives.end();
        }
    }

    /** The times of a host's samples in batches: shuffled, and some of them twice, in one batch or in two. */
    private static List<List<Long>> batches(Random random) {
        int count = SAMPLES / HOSTS;
        long first = Instant.parse("2026-01-04T05:00:00Z").toEpochMilli() - SPAN;
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            times.add(first + i * (SPAN / count));
            if (random.nextInt(10) == 0) {
                times.add(times.getLast());
            }
        }
        // Out of order as a late collector's are: within some thousands, and a few of any age.
        for (int i = 0; i < times.size(); i++) {
            int other = random.nextInt(50) == 0
                    ? random.nextInt(times.size())
                    : Math.min(times.size() - 1, i + random.nextInt(3_000));
            long moved = times.get(i);
            times.set(i, times.get(other));
            times.set(other, moved);
        }
        List<List<Long>> batches = new ArrayList<>();
        for (int from = 0; from < times.size(); ) {
            int to = Math.min(times.size(), from + 1 + random.nextInt(LARGEST));
            batches.add(times.subList(from, to));
            from = to;
        }
        return batches;
    }

    /** Sends a batch until it is answered. */
    private void until(String host, String token, List<Long> batch, Random random) throws Exception {
        boolean array = random.nextBoolean();
        boolean gzip = random.nextBoolean();
        String path = random.nextInt(20) == 0 ? "/samples?refresh=true" : "/samples";
        byte[] plain = body(host, batch, array).getBytes(StandardCharsets.UTF_8);
        byte[] body = gzip ? gzip(plain) : plain;
        while (true) {
            try {
                ApiClient.Reply reply = lives.present()
                        .client()
                        .post(
                                path,
                                body,
                                "Authorization",
                                "Bearer " + token,
                                "Content-Type",
                                array ? "application/json" : "application/x-ndjson",
                                "Content-Encoding",
                                gzip ? "gzip" : "identity");
                assertThat(reply.status()).as(reply.body()).isEqualTo(202);
                JsonNode verdict = reply.json();
                assertThat(verdict.get("accepted").intValue()
                                + verdict.get("duplicates").intValue())
                        .isEqualTo(batch.size());
                assertThat(verdict.get("rejected").size()).isZero();
                accepted.addAndGet(verdict.get("accepted").intValue());
                sent.addAndGet(batch.size());
                requests.incrementAndGet();
                answers.release();
                return;
            } catch (IOException e) {
                repeats.incrementAndGet();
                unanswered.addAndGet(batch.size());
            }
        }
    }

    private static String body(String host, List<Long> batch, boolean array) {
        return batch.stream()
                .map(t -> t % 11 == 0
                        ? "{\"host\":\"" + host + "\",\"t\":" + t + ",\"error\":\"no answer\"}"
                        : "{\"t\":" + t + ",\"download\":" + (50 + t % 97) + ".25,\"upload\":" + (10 + t % 31)
                                + ",\"ping\":" + (5 + t % 13) + ".5,\"connectionType\":\"Ethernet\"}")
                .collect(Collectors.joining(array ? "," : "\n", array ? "[" : "", array ? "]" : ""));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private void check(Path data) {
        clock.advance(61_000);
        try (OpenFolder open = OpenFolder.at(data, clock)) {
            Edition edition = open.edition();
            Map<String, AtomicLong> found = new HashMap<>();
            edition.samples()
                    .scan(
                            Scope.ALL,
                            0,
                            Long.MAX_VALUE,
                            edition.samples().head(Scope.ALL),
                            (seq, sample) -> found.computeIfAbsent(sample.host(), h -> new AtomicLong())
                                    .incrementAndGet());
            List<Scope> scopes = edition.scopes();
            assertThat(scopes).hasSize(1 + HOSTS);
            for (Scope scope : scopes) {
                long expected = scope.isAll() ? SAMPLES / HOSTS * HOSTS : SAMPLES / HOSTS;
                long there = scope.isAll()
                        ? found.values().stream().mapToLong(AtomicLong::get).sum()
                        : found.get(scope.name()).get();
                assertThat(there).as("seed %s, %s", seed, scope).isEqualTo(expected);
                assertThat(open.build(scope, BuildMode.ALL)).isInstanceOf(BuildOutcome.Built.class);
                assertThat(open.meta(new SnapshotId(scope, Window.M12, Granularity.ALL.getLast()))
                                .samples())
                        .as("seed %s, %s", seed, scope)
                        .isEqualTo(expected);
                assertThat(edition.verifier().verify(scope).differences()).isEmpty();
            }
        }
    }

    /** The server's lives, one after another. */
    private static final class Lives {
        private @Nullable Life present;

        /** One of them. */
        record Life(ServerProcess server, ApiClient client) {}

        synchronized void begin(ServerProcess server) {
            present = new Life(server, server.client());
            notifyAll();
        }

        void end() throws InterruptedException {
            Life ending;
            synchronized (this) {
                ending = present;
                present = null;
            }
            if (ending != null) {
                ending.server.kill();
            }
        }

        /** The present one, or the next. */
        synchronized Life present() throws InterruptedException {
            while (present == null) {
                wait();
            }
            return present;
        }
    }
}
