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
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadingWhilePublishingTest {
    private static final SnapshotId ID = new SnapshotId(Scope.ALL, Window.H1, Granularity.G500);
    private static final int BUILDS = 90;
    private static final int READERS = 3;

    @Test
    void readersSeeWholePayloadsThatNeverGoBackWhileTheStoreGoesToAndFro() throws Exception {
        UnsteadyStore store = new UnsteadyStore();
        PublicFiles files = new PublicFiles(store, new CommittedState(), key -> {}, PublicFiles.DEFAULT_MEMORY);
        store.build(ID, 1, json(1));
        files.answer(Ask.gzip("/" + ID.key()));
        CyclicBarrier start = new CyclicBarrier(READERS + 1);
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong highestSeen = new AtomicLong();

        try (ExecutorService threads = Executors.newFixedThreadPool(READERS + 1)) {
            List<Future<?>> work = new ArrayList<>();
            work.add(threads.submit(() -> {
                try {
                    start.await();
                    for (long build = 2; build <= BUILDS; build++) {
                        var before = store.read(ID.key());
                        store.build(ID, build, json(build));
                        awaitReads(store, done);
                        // Two times of three the store shows the build before this one again, or nothing.
                        if (build % 3 != 0) {
                            store.answer(ID.key(), build % 3 == 1 ? before : Optional.empty());
                            awaitReads(store, done);
                            store.heal(ID.key());
                        }
                    }
                } finally {
                    done.set(true);
                }
                return null;
            }));
            for (int reader = 0; reader < READERS; reader++) {
                boolean gzip = reader % 2 == 0;
                work.add(threads.submit(() -> {
                    try {
                        start.await();
                        while (!done.get()) {
                            long floor = highestSeen.get();
                            Answer answer = files.answer(gzip ? Ask.gzip("/" + ID.key()) : Ask.get("/" + ID.key()));
                            long build = wholeBuild(answer);
                            assertThat(build).isGreaterThanOrEqualTo(floor);
                            highestSeen.accumulateAndGet(build, Math::max);
                        }
                    } finally {
                        done.set(true);
                    }
                    return null;
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        }
        assertThat(wholeBuild(files.answer(Ask.get("/" + ID.key())))).isEqualTo(BUILDS);
    }

    /** Returns when the readers have asked the store some more times, or one has given up. */
    private static void awaitReads(UnsteadyStore store, AtomicBoolean done) {
        int before = store.calls.get();
        while (store.calls.get() - before < 2 * READERS && !done.get()) {
            Thread.onSpinWait();
        }
    }

    private static String json(long build) {
        return "[" + (build + ",").repeat(200) + build + "]";
    }

    private static long wholeBuild(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        byte[] body =
                answer.header("Content-Encoding").isPresent() ? Gzip.decompress(answer.body(), 1 << 20) : answer.body();
        String text = new String(body, StandardCharsets.UTF_8);
        long build = Long.parseLong(text.substring(1, text.indexOf(',')));
        assertThat(text).isEqualTo(json(build));
        return build;
    }
}
