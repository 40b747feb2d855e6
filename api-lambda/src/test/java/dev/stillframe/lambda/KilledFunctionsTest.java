package dev.stillframe.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stillframe.aws.servers.Tampering;
import dev.stillframe.aws.servers.Tampering.Fault;
import dev.stillframe.aws.servers.Tampering.Killed;
import dev.stillframe.builder.ScheduleFunction;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.port.RefreshQueue;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Functions that are killed at their time limit, at each request that they make, one after another. */
class KilledFunctionsTest {
    private static final Scope HOME = Scope.host("home");
    /** After this the queue hands a message out again, and a lease of the killed has ended. */
    private static final Duration HELD_BACK = Duration.ofSeconds(131);

    /**
     * Of the requests of a build every so manieth is its last one in turn: all of them take minutes. For all of them {@code
     * -Dstillframe.kills=1}.
     */
    private static final int STEP = Integer.getInteger("stillframe.kills", 31);

    /** Most requests of a round look at the heads of the logs, and change nothing. */
    private static final int SCHEDULE_STEP = 7;

    private final Cloud cloud = new Cloud(LocalFlowTest.local(), Map.of("STILLFRAME_REST", "none"));
    private final Watcher watcher = new Watcher(cloud, 20251229);

    @AfterEach
    void close() {
        watcher.close();
        cloud.close();
    }

    private Tampering network() {
        return new Tampering(cloud.settings.clients());
    }

    private BuildTask asked() {
        RefreshQueue queue = watcher.edition().refreshes();
        String id = String.format(Locale.ROOT, "%032x", cloud.clock.millis());
        assertThat(queue.ask(HOME, id, cloud.clock.millis()).joined()).isFalse();
        return new BuildTask(HOME, BuildTask.Kind.REFRESH, id);
    }

    /** What is killed at its request of this number, counted from 1. */
    private static Tampering killing(Tampering network, int at) {
        AtomicInteger count = new AtomicInteger();
        return network.faults(request -> count.incrementAndGet() == at ? Fault.KILLED : Fault.NONE);
    }

    private static boolean isKilled(Runnable what) {
        try {
            what.run();
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    @Test
    void a_build_that_is_killed_at_any_request_is_finished_by_another_instance() {
        RequestStreamHandler other = cloud.builder(network());
        int kills = 0;
        int at = 1;
        for (boolean killed = true; killed; at += STEP) {
            cloud.clock.advance(Duration.ofMinutes(1));
            watcher.measure("home");
            BuildTask task = asked();
            Tampering network = network();
            RequestStreamHandler one = cloud.builder(network);
            killing(network, at);
            killed = isKilled(() -> assertThat(Cloud.deliver(one, task, 1)).isTrue());
            assertThat(network.isDead()).isEqualTo(killed);
            watcher.look(HOME);

            cloud.clock.advance(HELD_BACK);
            assertThat(Cloud.deliver(other, task, 2)).isTrue();
            assertThat(watcher.edition().refreshes().find(task.id()).map(Refresh::status))
                    .contains(Refresh.Status.COMPLETE);
            watcher.lookAtAll(HOME);
            kills += killed ? 1 : 0;
        }
        watcher.prove(HOME);
        System.out.println("  " + kills + " builds were killed, up to request " + (at - 2 * STEP));
        assertThat(at).isGreaterThan(100);
    }

    @Test
    void an_upload_that_is_killed_at_any_request_and_sent_again_is_counted_once() {
        Map<String, String> collector = cloud.collector(watcher.edition(), "home");
        int at = 1;
        for (boolean killed = true; killed; at++) {
            cloud.clock.advance(Duration.ofMinutes(1));
            long t = cloud.clock.millis() - 1;
            byte[] body = Cloud.samples("home", t - 1, t);
            Tampering network = network();
            cloud.api = new ApiFunction(cloud.open(network), cloud.log::add);
            killing(network, at);
            killed = isKilled(() -> cloud.request("POST", "/samples", "", collector, body));

            cloud.api = new ApiFunction(cloud.open(network()), cloud.log::add);
            Cloud.Answer again = cloud.request("POST", "/samples", "", collector, body);
            assertThat(again.status()).isEqualTo(202);
            assertThat(again.json().path("accepted").asInt()
                            + again.json().path("duplicates").asInt())
                    .isEqualTo(2);
            watcher.accepted("home", 2);
        }
        System.out.println("  killed at each of " + (at - 2) + " requests of an upload");
        assertThat(at).isGreaterThan(5);
        cloud.tick();
        cloud.work();
        watcher.prove(HOME);
        watcher.prove(Scope.ALL);
    }

    @Test
    void a_round_of_the_schedule_that_is_killed_at_any_request_is_made_up_for_by_the_next() {
        watcher.measure("home");
        int at = 1;
        for (boolean killed = true; killed; at += SCHEDULE_STEP) {
            cloud.clock.advance(Duration.ofMinutes(1));
            watcher.measure("home");
            Tampering network = network();
            cloud.schedule = new ScheduleFunction(cloud.open(network), cloud.log::add);
            killing(network, at);
            killed = isKilled(cloud::tick);

            // All windows are due by then.
            cloud.clock.advance(Duration.ofMinutes(16));
            cloud.schedule = new ScheduleFunction(cloud.open(network()), cloud.log::add);
            assertThat(cloud.tick()).isEqualTo(2);
            cloud.work();
            watcher.lookAtAll(HOME);
            watcher.lookAtAll(Scope.ALL);
        }
        System.out.println(
                "  killed at every " + SCHEDULE_STEP + "th of some " + (at - SCHEDULE_STEP) + " requests of a round");
        assertThat(at).isGreaterThan(14);
    }
}
