package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.BuildStep;
import dev.stillframe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred clients of one address ask for the same at once, and no more new builds are allowed than are needed. */
@Timeout(120)
class ManyClientsTest {
    private static final int CLIENTS = 200;
    private static final String FRESH = "/samples/latest?window=1h&fresh=true";

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-04T05:06:07Z"));

    private void sample(LiveServer server) {
        server.edition().samples().append(List.of(Sample.of("home", clock.millis() - 1_000, 90_000)), "import:1");
    }

    @Test
    void twoHundredWhoAskWhileTheBuilderIsHeldCauseOneBuildAndAllAreToldOfItsEnd() throws Exception {
        try (LiveServer server = LiveServer.at(folder, clock, LiveServer.Setup.PLAIN.withBuilds(1));
                ApiClient client = server.client()) {
            sample(server);
            var leases = server.edition().ports().leases();
            assertThat(leases.acquire("all", "test", clock.millis(), Duration.ofMinutes(2)))
                    .isTrue();

            Set<String> ids = ConcurrentHashMap.newKeySet();
            CountDownLatch following = new CountDownLatch(CLIENTS);
            AtomicInteger turn = new AtomicInteger();
            Crowd<String> crowd = new Crowd<>(CLIENTS, () -> {
                String id = turn.getAndIncrement() % 2 == 0 ? fresh(client) : client.refresh("all");
                ids.add(id);
                List<ApiClient.Event> events = client.events(id, 0, Integer.MAX_VALUE, event -> following.countDown());
                return events.getLast().name();
            });
            boolean allFollow = following.await(60, TimeUnit.SECONDS);
            assertThat(server.builds()).isEmpty();
            leases.release("all", "test");

            assertThat(crowd.answers()).containsOnly("complete");
            assertThat(allFollow).isTrue();
            assertThat(ids).hasSize(1);
            assertThat(server.builds()).singleElement().isInstanceOf(BuildOutcome.Built.class);
            assertThat(server.problems()).isEmpty();
        }
    }

    @Test
    void thoseWhoAskAfterItHasBegunToReadShareExactlyOneFurtherBuild() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (LiveServer server = LiveServer.at(
                        folder, clock, LiveServer.Setup.PLAIN.withBuilds(2).withSteps(step -> {
                            if (step == BuildStep.READ) {
                                reading.countDown();
                                await(goOn);
                            }
                        }));
                ApiClient client = server.client()) {
            sample(server);
            String first = client.refresh("all");
            await(reading);

            Set<String> ids = ConcurrentHashMap.newKeySet();
            CountDownLatch asked = new CountDownLatch(CLIENTS);
            Crowd<String> crowd = new Crowd<>(CLIENTS, () -> {
                String id = fresh(client);
                ids.add(id);
                asked.countDown();
                return client.end(id).get("status").stringValue();
            });
            boolean allAsked = asked.await(60, TimeUnit.SECONDS);
            goOn.countDown();

            assertThat(crowd.answers()).containsOnly("complete");
            assertThat(allAsked).isTrue();
            assertThat(client.end(first).get("status").stringValue()).isEqualTo("complete");
            assertThat(ids).hasSize(1).doesNotContain(first);
            assertThat(server.builds()).hasSize(2);
            assertThat(server.edition().verifier().verify(Scope.ALL).differences())
                    .isEmpty();
        }
    }

    private static String fresh(ApiClient client) throws Exception {
        ApiClient.Reply reply = client.get(FRESH);
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        return reply.json().get("requestId").stringValue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** So many threads that do the same, let go all at once. */
    private static final class Crowd<T> {
        private final List<Future<T>> futures = new ArrayList<>();

        Crowd(int size, Callable<T> deed) {
            CountDownLatch go = new CountDownLatch(1);
            for (int i = 0; i < size; i++) {
                FutureTask<T> task = new FutureTask<>(() -> {
                    go.await();
                    return deed.call();
                });
                futures.add(task);
                Thread.startVirtualThread(task);
            }
            go.countDown();
        }

        List<T> answers() throws Exception {
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get(60, TimeUnit.SECONDS));
            }
            return answers;
        }
    }
}
