package dev.stillframe.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stillframe.aws.servers.Tampering;
import dev.stillframe.aws.servers.Tampering.Fault;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.BuildTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances of the function that builds, on one scope. */
class SleepingBuildersTest {
    private static final Scope HOME = Scope.host("home");
    /** Every so manieth request of a build is where its holder sleeps; for all of them {@code -Dstillframe.kills=1}. */
    private static final int STEP = Integer.getInteger("stillframe.kills", 41);

    private final Cloud cloud = new Cloud(LocalFlowTest.local(), Map.of("STILLFRAME_REST", "none"));
    private final Watcher watcher = new Watcher(cloud, 20251230);
    private int number;

    @AfterEach
    void close() {
        watcher.close();
        cloud.close();
    }

    private Tampering network() {
        return new Tampering(cloud.settings.clients());
    }

    private BuildTask task() {
        return new BuildTask(HOME, BuildTask.Kind.ALL, "tick-home-" + ++number);
    }

    /** Asleep at a request, its lease runs out; samples come, another builds and publishes them; then it goes on. */
    @Test
    void a_holder_that_sleeps_at_any_request_until_its_lease_has_run_out_overwrites_nothing_newer() {
        RequestStreamHandler other = cloud.builder(network());
        int at = 1;
        for (boolean slept = true; slept; at += STEP) {
            cloud.clock.advance(Duration.ofMinutes(1));
            watcher.measure("home");
            Tampering network = network();
            RequestStreamHandler one = cloud.builder(network);
            AtomicInteger count = new AtomicInteger();
            int where = at;
            network.faults(request -> {
                if (count.incrementAndGet() == where) {
                    cloud.clock.advance(Duration.ofSeconds(121));
                    watcher.measure("home");
                    assertThat(Cloud.deliver(other, task(), 1)).isTrue();
                    watcher.lookAtAll(HOME);
                }
                return Fault.NONE;
            });
            Cloud.deliver(one, task(), 1);
            slept = count.get() >= where;
            // What the other has published, and no less.
            watcher.look(HOME);
            cloud.clock.advance(Duration.ofMinutes(1));
            assertThat(Cloud.deliver(other, task(), 1)).isTrue();
            watcher.lookAtAll(HOME);
        }
        watcher.prove(HOME);
        System.out.println("  a holder slept at every " + STEP + "th of some " + (at - STEP) + " requests");
        assertThat(at).isGreaterThan(100);
    }

    @Test
    void of_two_at_once_one_builds_and_the_other_comes_again() throws Exception {
        RequestStreamHandler one = cloud.builder(network());
        RequestStreamHandler other = cloud.builder(network());
        for (int round = 0; round < 3; round++) {
            cloud.clock.advance(Duration.ofMinutes(1));
            watcher.measure("home");
            CyclicBarrier start = new CyclicBarrier(2);
            List<Future<Boolean>> done = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (RequestStreamHandler each : List.of(one, other)) {
                    BuildTask task = task();
                    Callable<Boolean> call = () -> {
                        start.await();
                        return Cloud.deliver(each, task, 1);
                    };
                    done.add(threads.submit(call));
                }
            }
            assertThat(done.get(0).get() || done.get(1).get()).isTrue();
            watcher.lookAtAll(HOME);
        }
        watcher.prove(HOME);
    }

    @Test
    void messages_that_come_twice_and_out_of_order_change_nothing_more() {
        RequestStreamHandler one = cloud.builder(network());
        RequestStreamHandler other = cloud.builder(network());
        for (int round = 0; round < 3; round++) {
            cloud.clock.advance(Duration.ofMinutes(1));
            watcher.measure("home");
            BuildTask early = task();
            cloud.clock.advance(Duration.ofMinutes(1));
            watcher.measure("home");
            BuildTask late = task();

            assertThat(Cloud.deliver(other, late, 1)).isTrue();
            watcher.lookAtAll(HOME);
            for (BuildTask task : List.of(early, late, early)) {
                assertThat(Cloud.deliver(one, task, 1)).isTrue();
                assertThat(Cloud.deliver(other, task, 2)).isTrue();
                watcher.lookAtAll(HOME);
            }
        }
        watcher.prove(HOME);
    }
}
