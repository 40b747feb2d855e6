package dev.stillframe.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.servers.Tampering;
import dev.stillframe.aws.servers.Tampering.Fault;
import dev.stillframe.builder.ScheduleFunction;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The promise of the contracts (CONTRACTS "The promise") with trouble between the functions and their services. Which trouble is shown
 * where, each in front of the real clients:
 *
 * <table>
 * <caption>Troubles</caption>
 * <tr><th>trouble</th><th>one store</th><th>the whole edition</th></tr>
 * <tr><td>throttling</td><td>{@code S3SnapshotStoreFaultsTest}</td><td>here, of S3, DynamoDB and SQS</td></tr>
 * <tr><td>failures of servers</td><td>{@code S3SnapshotStoreFaultsTest}, {@code TroubleTest}</td><td>here</td></tr>
 * <tr><td>answers lost, retries that meet their own writes</td><td>{@code S3SnapshotStoreFaultsTest}, {@code TroubleTest}</td><td>here</td></tr>
 * <tr><td>builds that fail in the middle</td><td>{@code BuildsUnderFaultsTest} (S3)</td><td>here</td></tr>
 * <tr><td>a transaction cancelled by another, or by its condition</td><td>{@code SampleStoreRaces}</td><td>here</td></tr>
 * <tr><td>a message sent and lost, or sent twice</td><td>{@code SqsBuildQueueTest}</td><td>here</td></tr>
 * <tr><td>a message that comes twice and out of order</td><td></td><td>{@link SleepingBuildersTest}</td></tr>
 * <tr><td>two builders on one scope</td><td>{@code SnapshotStoreRaces}</td><td>{@link SleepingBuildersTest}</td></tr>
 * <tr><td>a lease that runs out while its holder sleeps</td><td></td><td>{@link SleepingBuildersTest}</td></tr>
 * <tr><td>a function killed at its time limit</td><td></td><td>{@link KilledFunctionsTest}</td></tr>
 * </table>
 */
class TroubledServicesTest {
    private static final long SEED = 20251231;
    private static final Scope HOME = Scope.host("home");

    /** After this all windows are due. */
    private static final Duration LONGEST = Duration.ofMinutes(16);

    private final Cloud cloud = new Cloud(LocalFlowTest.local(), Map.of("STILLFRAME_REST", "none"));
    private final Watcher watcher = new Watcher(cloud, SEED);
    private final Map<String, String> collector = cloud.collector(watcher.edition(), "home");
    private final Tampering network = new Tampering(cloud.settings.clients());

    TroubledServicesTest() {
        cloud.api = new ApiFunction(cloud.open(network), cloud.log::add);
        cloud.schedule = new ScheduleFunction(cloud.open(network), cloud.log::add);
        cloud.builder = cloud.builder(network);
    }

    @AfterEach
    void close() {
        watcher.close();
        cloud.close();
    }

    /** As a collector does: again until it is taken. Answers how often it was sent. */
    private int upload() {
        long t = cloud.clock.millis() - 1;
        for (int sent = 1; ; sent++) {
            Cloud.Answer answer = cloud.request("POST", "/samples", "", collector, Cloud.samples("home", t));
            if (answer.status() == 202) {
                assertThat(answer.json().path("accepted").asInt()
                                + answer.json().path("duplicates").asInt())
                        .isEqualTo(1);
                watcher.accepted("home", 1);
                return sent;
            }
            assertThat(answer.status()).isEqualTo(503);
            assertThat(sent).isLessThan(100);
        }
    }

    private void lookAtAll() {
        watcher.lookAtAll(HOME);
        watcher.lookAtAll(Scope.ALL);
    }

    @Test
    void what_the_clients_retries_can_mend_is_noticed_by_nobody() {
        for (Fault fault :
                List.of(Fault.THROTTLED, Fault.CANCELLED, Fault.FAILED, Fault.FAILED_AFTER, Fault.LOST_ANSWER)) {
            cloud.clock.advance(LONGEST);
            AtomicInteger count = new AtomicInteger();
            network.faults(request ->
                    Tampering.isFirstAttempt(request) && count.incrementAndGet() % 3 == 0 ? fault : Fault.NONE);
            upload();
            cloud.tick();
            network.calm();
            cloud.work();
            lookAtAll();
        }
        watcher.prove(HOME);
        watcher.prove(Scope.ALL);
    }

    @Test
    void whatever_fails_the_promise_is_kept_and_a_calm_round_repairs_everything() {
        RandomGenerator random = Samples.random(SEED);
        Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
        List<Fault> kinds =
                List.of(Fault.THROTTLED, Fault.CANCELLED, Fault.FAILED, Fault.FAILED_AFTER, Fault.LOST_ANSWER);
        int[] oneOf = {60, 20, 6, 3};
        for (int round = 0; round < 8; round++) {
            cloud.clock.advance(LONGEST);
            int chance = oneOf[round % oneOf.length];
            network.faults(request -> {
                synchronized (random) {
                    Fault fault = random.nextInt(chance) == 0 ? kinds.get(random.nextInt(kinds.size())) : Fault.NONE;
                    struck.merge(fault, 1, Integer::sum);
                    return fault;
                }
            });
            upload();
            watcher.look(HOME);
            harmless(cloud::tick);
            watcher.look(HOME);
            harmless(cloud::work);
            watcher.look(HOME);
            watcher.look(Scope.ALL);
        }
        System.out.println("  attempts of requests: " + struck);
        network.calm();
        cloud.clock.advance(LONGEST);
        cloud.tick();
        cloud.work();
        watcher.prove(HOME);
        watcher.prove(Scope.ALL);
    }

    /** A function that fails is called again by its service. */
    private static void harmless(Supplier<Integer> function) {
        try {
            assertThat(function.get()).isNotNegative();
        } catch (StoreException e) {
            assertThat(e).hasMessageNotContaining("lost or damaged");
        }
    }

    private static boolean isTransaction(SdkHttpRequest request) {
        return Tampering.operation(request).equals("TransactWriteItems");
    }

    @Test
    void a_transaction_that_others_cancel_is_done_once_in_the_end() {
        // Between its look at the log and its transaction another upload comes, so that its condition is not met.
        AtomicInteger count = new AtomicInteger();
        network.faults(request -> {
            if (isTransaction(request) && count.incrementAndGet() == 1) {
                watcher.measure("home");
            }
            return Fault.NONE;
        });
        cloud.clock.advance(LONGEST);
        upload();
        cloud.clock.advance(LONGEST);
        assertThat(upload()).isEqualTo(1);
        assertThat(count.get()).isGreaterThan(2);

        // And some that meet other transactions again and again.
        AtomicInteger met = new AtomicInteger();
        network.faults(
                request -> isTransaction(request) && met.incrementAndGet() % 4 != 0 ? Fault.CANCELLED : Fault.NONE);
        cloud.clock.advance(LONGEST);
        assertThat(upload()).isEqualTo(1);
        assertThat(met.get()).isGreaterThan(3);
        network.calm();
        cloud.tick();
        cloud.work();
        watcher.prove(HOME);
        watcher.prove(Scope.ALL);
    }

    private String ask() {
        Cloud.Answer asked = cloud.request(
                "POST", "/samples/refresh", "", collector, "{\"host\":\"home\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(asked.status()).isEqualTo(202);
        return asked.json().path("requestId").asString();
    }

    private Refresh.Status status(String id) {
        return watcher.edition().refreshes().find(id).orElseThrow().status();
    }

    @Test
    void a_refresh_whose_message_is_lost_is_sent_by_a_later_round() {
        upload();
        network.faults(request -> Tampering.operation(request).startsWith("SendMessage") ? Fault.FAILED : Fault.NONE);
        String id = ask();
        network.calm();
        assertThat(cloud.work()).isZero();
        assertThat(status(id)).isEqualTo(Refresh.Status.QUEUED);

        cloud.clock.advance(Duration.ofSeconds(151));
        cloud.tick();
        cloud.work();
        assertThat(status(id)).isEqualTo(Refresh.Status.COMPLETE);
        watcher.prove(HOME);
    }

    @Test
    void a_message_whose_answer_is_lost_is_in_the_queue_once() {
        upload();
        AtomicInteger sent = new AtomicInteger();
        network.faults(request -> Tampering.operation(request).startsWith("SendMessage") && sent.incrementAndGet() == 1
                ? Fault.LOST_ANSWER
                : Fault.NONE);
        String id = ask();
        network.calm();
        assertThat(sent.get()).isEqualTo(2);
        assertThat(cloud.work()).isEqualTo(1);
        assertThat(status(id)).isEqualTo(Refresh.Status.COMPLETE);
        watcher.prove(HOME);
    }
}
