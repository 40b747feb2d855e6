package dev.stillframe.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Gzip;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ServingWhilePublishingTest {
    private static final int READERS = 3;
    private static final int BUILDS = 1500;

    @Test
    void clientsSeeWholePayloadsThatNeverGoBack() throws Exception {
        CyclicBarrier start = new CyclicBarrier(READERS + 1);
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong highestSeen = new AtomicLong();
        try (Fixture fixture = Fixture.start();
                ExecutorService threads = Executors.newFixedThreadPool(READERS + 1)) {
            Fixture.build(fixture.store, 1, json(1));
            List<Future<?>> work = new ArrayList<>();
            work.add(threads.submit(() -> {
                try {
                    start.await();
                    for (long build = 2; build <= BUILDS; build++) {
                        Fixture.build(fixture.store, build, json(build));
                    }
                } finally {
                    done.set(true);
                }
                return null;
            }));
            for (int reader = 0; reader < READERS; reader++) {
                String encoding = reader % 2 == 0 ? "gzip" : "identity";
                work.add(threads.submit(() -> {
                    start.await();
                    while (!done.get()) {
                        long floor = highestSeen.get();
                        long build = wholeBuild(fixture.get(Fixture.PATH, "Accept-Encoding", encoding));
                        assertThat(build).isGreaterThanOrEqualTo(floor);
                        highestSeen.accumulateAndGet(build, Math::max);
                    }
                    return null;
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
            assertThat(wholeBuild(fixture.get(Fixture.PATH))).isEqualTo(BUILDS);
        }
    }

    private static String json(long build) {
        return "[" + (build + ",").repeat(2000) + build + "]";
    }

    private static long wholeBuild(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        byte[] body = Fixture.header(answer, "Content-Encoding").equals("gzip")
                ? Gzip.decompress(answer.body(), 1 << 20)
                : answer.body();
        String text = new String(body, StandardCharsets.UTF_8);
        long build = Long.parseLong(text.substring(1, text.indexOf(',')));
        assertThat(text).isEqualTo(json(build));
        return build;
    }
}
