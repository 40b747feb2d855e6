package dev.stillframe.aws.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The sizes that the command for costs goes by: no less than what is stored, and not much more. */
class BytesTest {
    /** What the database adds to each item that it stores (Amazon DynamoDB Developer Guide, "Item sizes and formats"). */
    private static final int OVERHEAD = 100;

    private static final int HOSTS = 20;

    private final Numbers figures = Numbers.figures();

    private void holds(String figure, Number size) {
        double measured = size.doubleValue();
        System.out.printf(
                java.util.Locale.ROOT, "%s: measured %.0f, figure %.0f%n", figure, measured, figures.get(figure));
        assertThat(figures.get(figure)).as(figure).isBetween(measured * 0.98, measured * 1.35);
    }

    private static long size(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToLong(e -> e.getKey().length() + size(e.getValue()))
                .sum();
    }

    private static long size(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().getBytes(StandardCharsets.UTF_8).length;
            case N -> value.n().length() / 2 + 2;
            case B -> value.b().asByteArray().length;
            case M -> 3 + size(value.m());
            case SS, NS, BS, L, BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> 1;
        };
    }

    /** Sizes of the items of the table of state in the partitions that begin with a text. */
    private static List<Long> state(Deployed deployed, String partition) {
        List<Long> sizes = new ArrayList<>();
        deployed.clients
                .dynamodb()
                .scanPaginator(
                        r -> r.tableName(deployed.edition.parts().tables().state()))
                .items()
                .forEach(item -> {
                    if (item.getOrDefault("pk", AttributeValue.fromS("")).s().startsWith(partition)) {
                        sizes.add(size(item));
                    }
                });
        return sizes;
    }

    private static double mean(List<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    @Test
    void items_of_the_database_have_the_sizes_of_the_figures() {
        try (Deployed deployed = new Deployed(Map.of("STILLFRAME_REST", "6h"))) {
            deployed.upload();
            holds("bytes.log", mean(state(deployed, "log#")) + OVERHEAD);
            holds("bytes.audit", mean(state(deployed, "audit")) + OVERHEAD);
            List<Long> samples = new ArrayList<>();
            deployed.clients
                    .dynamodb()
                    .scan(r -> r.tableName(deployed.edition.parts().tables().samples()))
                    .items()
                    .forEach(item -> samples.add(size(item)));
            holds("bytes.sample", mean(samples) + OVERHEAD);

            deployed.history(HOSTS, Duration.ofHours(1));
            for (int minute = 0; minute < 20; minute++) {
                deployed.upload();
                deployed.round().forEach(task -> deployed.work.run(task, false));
                deployed.clock.advance(Duration.ofMinutes(1));
            }
            holds("bytes.head", mean(state(deployed, "heads#")));
            holds("bytes.scope", mean(state(deployed, "scopes")));
            List<Long> roots = state(deployed, "root#host-");
            holds("bytes.root", roots.stream().mapToLong(Long::longValue).max().orElseThrow());
            double all = mean(state(deployed, "root#all"));
            assertThat(figures.get("bytes.root") + HOSTS * figures.get("bytes.root.host"))
                    .isGreaterThanOrEqualTo(all);
        }
    }

    @Test
    void a_year_of_samples_gives_files_of_the_sizes_of_the_figures() {
        ManualClock clock = new ManualClock(1_767_000_000_000L);
        MemoryCheckpointStore checkpoints = new MemoryCheckpointStore();
        Ports ports =
                new Ports(new MemorySampleStore(), checkpoints, new MemorySnapshotStore(clock), new MemoryLeaseStore());
        RandomGenerator random = Samples.random(1);
        List<Sample> samples = new ArrayList<>();
        for (long t = clock.millis() - Duration.ofDays(366).toMillis(); t < clock.millis(); t += Deployed.EVERY) {
            samples.add(Sample.of(
                    "home",
                    t,
                    random.nextLong(50_000, 100_000),
                    random.nextLong(20_000, 40_000),
                    9_000 + random.nextLong(9_000)));
        }
        ports.samples().append(samples, "test");
        Scope home = Scope.host("home");
        BuildOutcome outcome = new Builder(ports, Metrics.BUILT_IN, clock, () -> "build").build(home, BuildMode.ALL);

        assertThat(outcome)
                .isInstanceOfSatisfying(BuildOutcome.Built.class, built -> holds("bytes.payloads", built.bytes()));
        Matcher rings = Pattern.compile("\"rings\":\"([^\"]+)\"")
                .matcher(new String(checkpoints.load(home).orElseThrow().bytes(), StandardCharsets.UTF_8));
        assertThat(rings.find()).isTrue();
        holds("bytes.rings", checkpoints.object(home, rings.group(1)).orElseThrow().length);
    }
}
