package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that loses its connection gets every event of a refresh once and in order all the same. */
@Timeout(120)
class EventsResumeTest {
    /** Queued, the seven steps of a build, complete. */
    private static final int EVENTS = 9;

    private static final int EVERYTHING = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-04T05:06:07Z"));
    /** A build begins only with a permit: when its client follows it. */
    private final Semaphore begin = new Semaphore(0);
    /** A build goes on from a step only with a permit. */
    private final Semaphore goOn = new Semaphore(0);

    private LiveServer open() {
        LiveServer.Setup setup = LiveServer.Setup.PLAIN.withSteps(step -> goOn.acquireUninterruptibly());
        LiveServer server = LiveServer.at(folder, clock, setup.withBuilder(builder -> order -> {
            begin.acquireUninterruptibly();
            return setup.builder().apply(builder).apply(order);
        }));
        clock.advance(61_000);
        server.edition().samples().append(List.of(Sample.of("home", clock.millis() - 1_000, 90_000)), "import:1");
        return server;
    }

    /** Lets a build that has just begun, or will, tell so many events in all, and all with {@link #EVENTS}. */
    private void allow(int events) {
        goOn.release(Math.max(0, events - 2));
    }

    private void began(ApiClient.Event event) {
        if (event.id() == 1) {
            begin.release();
        }
    }

    private void finish(int allowed) {
        goOn.release(EVENTS - 2 - Math.max(0, allowed - 2));
    }

    @Test
    void aConnectionThatIsLostAfterAnyEventLosesNone() throws Exception {
        try (LiveServer server = open();
                ApiClient client = server.client()) {
            for (int cut = 1; cut <= EVENTS; cut++) {
                clock.advance(61_000);
                String id = client.refresh("all");
                allow(cut);
                List<ApiClient.Event> events = new ArrayList<>(client.events(id, 0, cut, this::began));
                finish(cut);
                events.addAll(client.events(id, events.getLast().id(), EVERYTHING, event -> {}));

                assertAllOnce(cut, events);
                assertThat(goOn.availablePermits()).isZero();
            }
        }
    }

    @Test
    void aConnectionThatIsLostAfterEachSingleEventLosesNone() throws Exception {
        try (LiveServer server = open();
                ApiClient client = server.client()) {
            String id = client.refresh("all");
            List<ApiClient.Event> events = new ArrayList<>();
            while (events.isEmpty() || !events.getLast().isLast()) {
                int last = events.isEmpty() ? 0 : events.getLast().id();
                events.addAll(client.events(id, last, 1, this::began));
                if (last > 0 && !events.getLast().isLast()) {
                    goOn.release();
                }
            }

            assertAllOnce(1, events);
        }
    }

    @Test
    void aStopAndAStartOfTheWholeEditionAfterAnyEventLosesNone() throws Exception {
        for (int cut = 1; cut <= EVENTS; cut++) {
            goOn.drainPermits();
            List<ApiClient.Event> events = new ArrayList<>();
            String id;
            try (LiveServer server = open();
                    ApiClient client = server.client()) {
                id = client.refresh("all");
                int allowed = cut;
                allow(allowed);
                CountDownLatch had = new CountDownLatch(cut);
                FutureTask<List<ApiClient.Event>> following = new FutureTask<>(() -> untilItEnds(client, id, had));
                Thread.startVirtualThread(following);
                assertThat(had.await(60, TimeUnit.SECONDS)).isTrue();
                // The build ends while nobody can follow it.
                server.close(() -> finish(allowed));
                events.addAll(following.get(60, TimeUnit.SECONDS));
            }
            try (LiveServer server = open();
                    ApiClient client = server.client()) {
                events.addAll(client.events(id, events.getLast().id(), EVERYTHING, event -> {}));
            }

            assertAllOnce(cut, events);
        }
    }

    private List<ApiClient.Event> untilItEnds(ApiClient client, String id, CountDownLatch had)
            throws InterruptedException {
        List<ApiClient.Event> events = new ArrayList<>();
        try {
            client.events(id, 0, EVERYTHING, event -> {
                events.add(event);
                began(event);
                had.countDown();
            });
        } catch (IOException e) {
            // The server is gone: what came whole counts.
        }
        return events;
    }

    private static void assertAllOnce(int cut, List<ApiClient.Event> events) {
        assertThat(events.stream().map(ApiClient.Event::id))
                .as("cut after %s", cut)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, EVENTS).boxed().toList());
        assertThat(events.get(1).name()).isEqualTo("started");
        assertThat(events.getLast().name()).isEqualTo("complete");
        assertThat(events.getLast().data().get("manifest").get("build").longValue())
                .isPositive();
    }
}
