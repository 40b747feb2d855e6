package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.port.SampleStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The promise of the contracts under simulation. More seeds: {@code -Dstillframe.seeds=100000}; one seed with its story:
 * {@code -Dstillframe.seed=4711}.
 */
class PromiseSimulationTest {
    private static final int TOLD = 60;

    @Test
    void whatever_happens_the_promise_is_kept() {
        simulate(Long.getLong("stillframe.seeds", 2_000), MemorySampleStore::new);
    }

    @Test
    void whatever_happens_the_promise_is_kept_where_each_host_has_its_log() {
        simulate(Long.getLong("stillframe.seeds", 2_000) / 4, HostLogSampleStore::new);
    }

    private static void simulate(long most, Supplier<SampleStore> stores) {
        Long one = Long.getLong("stillframe.seed");
        long first = one == null ? 1 : one;
        long seeds = one == null ? most : 1;
        Map<Long, String> failures = new ConcurrentSkipListMap<>();
        Map<String, Integer> happened = new TreeMap<>();
        LongStream.range(first, first + seeds).parallel().forEach(seed -> {
            Simulation simulation = new Simulation(seed, stores.get());
            try {
                simulation.run();
            } catch (AssertionError | RuntimeException e) {
                failures.put(seed, tell(simulation, e, one != null));
            }
            synchronized (happened) {
                simulation.happened().forEach((what, times) -> happened.merge(what, times, Integer::sum));
            }
        });
        System.out.println("simulated " + seeds + " seeds: " + happened);
        report(failures);

        assertThat(failures.keySet()).as("seeds that broke the promise").isEmpty();
    }

    /** How often which kind of failure, whatever file it was about, and the story of the first of each kind. */
    private static void report(Map<Long, String> failures) {
        Map<String, List<Long>> kinds = new TreeMap<>();
        failures.forEach((seed, story) -> {
            String first = story.lines().findFirst().orElse("");
            String kind = first.replaceAll("(host=\\w+/)?latest_\\w+|\\d+", "*");
            kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(seed);
        });
        kinds.forEach((kind, seeds) -> {
            System.out.println(seeds.size() + " times " + kind);
            System.out.println("seed " + seeds.getFirst() + ": " + failures.get(seeds.getFirst()));
        });
    }

    private static String tell(Simulation simulation, Throwable e, boolean whole) {
        int from = whole ? 0 : Math.max(0, simulation.story().size() - TOLD);
        StringBuilder text = new StringBuilder(e.toString());
        for (StackTraceElement frame : e.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        if (e.getCause() != null) {
            text.append("\n  because of ").append(e.getCause());
            for (StackTraceElement frame : e.getCause().getStackTrace()) {
                text.append("\n    at ").append(frame);
            }
        }
        simulation
                .story()
                .subList(from, simulation.story().size())
                .forEach(s -> text.append("\n  ").append(s));
        return text.toString();
    }
}
