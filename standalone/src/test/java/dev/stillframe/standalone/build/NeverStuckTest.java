package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.BuildStep;
import dev.stillframe.testkit.ManualClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whatever goes wrong in a process that lives on, a request ends, and says how. */
@Timeout(120)
class NeverStuckTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-04T05:06:07Z"));

    private void sample(LiveServer server) {
        server.edition().samples().append(List.of(Sample.of("home", clock.millis() - 1_000, 90_000)), "import:1");
    }

    @Test
    void aBuilderThatFailsBeforeItReadsEndsTheRequestWithAReason() throws Exception {
        failsAt(BuildStep.READ);
    }

    @Test
    void aBuilderThatFailsInTheMiddleEndsTheRequestWithAReason() throws Exception {
        failsAt(BuildStep.VALIDATE);
    }

    private void failsAt(BuildStep failing) throws Exception {
        LiveServer.Setup setup = LiveServer.Setup.PLAIN.withSteps(step -> {
            if (step == failing) {
                throw new StoreException("the disk is full");
            }
        });
        try (LiveServer server = LiveServer.at(folder, clock, setup);
                ApiClient client = server.client()) {
            sample(server);
            JsonNode end = client.end(client.refresh("home"));

            assertFailed(end);
            assertSame(client, end);
        }
    }

    @Test
    void aBuilderThatNeverBeginsEndsTheRequestWithAReason() throws Exception {
        LiveServer.Setup setup = LiveServer.Setup.PLAIN.withBuilder(
                builder -> order -> new BuildOutcome.Failed(order.scope(), "no lease", new StoreException("no lease")));
        try (LiveServer server = LiveServer.at(folder, clock, setup);
                ApiClient client = server.client()) {
            sample(server);
            JsonNode end = client.end(client.refresh("all"));

            assertFailed(end);
            assertSame(client, end);
        }
    }

    private static void assertFailed(JsonNode end) {
        assertThat(end.get("status").stringValue()).isEqualTo("failed");
        assertThat(end.get("error").stringValue())
                .isNotEmpty()
                .doesNotContain("disk")
                .doesNotContain("lease");
        assertThat(end.get("completedAt").stringValue()).isEqualTo("2026-01-04T05:06:07.000Z");
    }

    /** The status file and the API say what the last event said. */
    private void assertSame(ApiClient client, JsonNode end) throws Exception {
        String id = end.get("requestId").stringValue();
        assertThat(client.status(id)).isEqualTo(end);
        assertThat(Files.readString(folder.resolve("public/refresh").resolve(id + ".json")))
                .isEqualTo(client.get("/refresh/" + id + ".json").body());
    }

    @Test
    void aQueueThatFailsForAWhileIsWaitedFor() throws Exception {
        // From asking what is open to telling of the end the worker calls it about a dozen times: each of them fails
        // once.
        List<Callable<Void>> cases = new ArrayList<>();
        for (int number = 1; number <= 12; number++) {
            int first = number;
            cases.add(() -> endsThough(first, false));
            cases.add(() -> endsThough(first, true));
        }
        try (ExecutorService sideBySide = Executors.newFixedThreadPool(8)) {
            for (Future<Void> one : sideBySide.invokeAll(cases)) {
                one.get();
            }
        }
    }

    private Void endsThough(int first, boolean afterwards) throws Exception {
        AtomicInteger left = new AtomicInteger(Integer.MIN_VALUE);
        Path data = folder.resolve("data" + first + afterwards);
        LiveServer.Setup setup = LiveServer.Setup.PLAIN.withQueue(failing(left, afterwards));
        try (LiveServer server = LiveServer.at(data, clock, setup);
                ApiClient client = server.client()) {
            sample(server);
            left.set(first);
            JsonNode end = client.end(client.refresh("home"));

            assertThat(end.get("status").stringValue()).isEqualTo("complete");
            assertThat(client.status(end.get("requestId").stringValue())).isEqualTo(end);
        }
        return null;
    }

    /** A queue whose calls by the worker fail from a number on, two in a row, before or after their effect. */
    private static UnaryOperator<RefreshQueue> failing(AtomicInteger left, boolean afterwards) {
        return queue -> (RefreshQueue) Proxy.newProxyInstance(
                RefreshQueue.class.getClassLoader(), new Class<?>[] {RefreshQueue.class}, (self, method, args) -> {
                    boolean worker = Thread.currentThread().getName().startsWith("refresh");
                    int number = worker && left.get() > -2 ? left.decrementAndGet() : 1;
                    boolean fails = number == 0 || number == -1;
                    if (fails && !afterwards) {
                        throw new StoreException("not now");
                    }
                    Object answer;
                    try {
                        answer = method.invoke(queue, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                    if (fails) {
                        throw new StoreException("the answer is lost");
                    }
                    return answer;
                });
    }
}
