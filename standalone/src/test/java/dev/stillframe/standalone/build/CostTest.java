package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.files.Effects;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one new sample costs does not depend on how long the history is. Counts rows, files and bytes, not time. */
class CostTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long MONTH = 30 * 24 * 60 * MINUTE;
    private static final Scope HOME = Scope.host("home");

    @TempDir
    Path folder;

    /**
     * Work of one build.
     *
     * @param rows log entries and samples that the store handed out
     * @param calls calls of the sample store by name
     * @param files files written
     * @param bytes their size, with that of the pack
     */
    private record Cost(long rows, Map<String, Integer> calls, long files, long bytes) {}

    private static final class Counting {
        private final Map<String, Integer> calls = new TreeMap<>();
        private long rows;

        SampleStore around(SampleStore store) {
            return (SampleStore) Proxy.newProxyInstance(
                    SampleStore.class.getClassLoader(), new Class<?>[] {SampleStore.class}, (self, method, args) -> {
                        calls.merge(method.getName(), 1, Integer::sum);
                        if (method.getName().equals("scan")) {
                            SampleStore.SampleVisitor visitor = (SampleStore.SampleVisitor) args[4];
                            args[4] = (SampleStore.SampleVisitor) (seq, sample) -> {
                                rows++;
                                visitor.visit(seq, sample);
                            };
                        }
                        try {
                            Object answer = method.invoke(store, args);
                            if (answer instanceof SampleStore.Batch batch) {
                                rows += batch.entries().size();
                            }
                            return answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    private Cost oneMoreSample(int months) throws IOException {
        ManualClock clock = new ManualClock(NOW);
        List<String> effects = new ArrayList<>();
        DataFolder data = new DataFolder(folder.resolve("months-" + months));
        Effects counting = effects::add;
        try (Edition edition = Edition.open(data, Settings.DEFAULT, Pages.NONE, clock, counting)) {
            edition.samples().append(new Samples(1).steady("home", NOW - months * MONTH, NOW, 5 * MINUTE), "history");
            edition.builder().build(HOME, BuildMode.ALL);

            clock.advance(5 * MINUTE);
            edition.samples().append(List.of(Sample.of("home", clock.millis(), 1, 2, 3)), "new");
            effects.clear();
            Counting counted = new Counting();
            Ports ports = new Ports(
                    counted.around(edition.samples()),
                    edition.ports().checkpoints(),
                    edition.ports().snapshots(),
                    edition.ports().leases());
            Builder builder = new Builder(ports, Metrics.BUILT_IN, clock, () -> "build");
            assertThat(builder.build(HOME, BuildMode.ALL)).isInstanceOf(BuildOutcome.Built.class);
            long files = effects.stream()
                    .filter(e -> e.equals("move") || e.equals("stage"))
                    .count();
            long pack = Files.size(data.versions().resolve("home").resolve(clock.millis() + ".pack"));
            return new Cost(counted.rows, counted.calls, files, pack);
        }
    }

    @Test
    void oneNewSampleCostsTheSameWithAMonthAYearAndTwoYearsOfHistory() throws IOException {
        Cost month = oneMoreSample(1);
        Cost year = oneMoreSample(12);
        Cost twoYears = oneMoreSample(24);
        System.out.println("one new sample after 1 month: " + month);
        System.out.println("one new sample after 12 months: " + year);
        System.out.println("one new sample after 24 months: " + twoYears);

        assertThat(month.rows()).isOne();
        assertThat(month.calls()).isEqualTo(Map.of("readAfter", 1));
        assertThat(month.files())
                .as("24 payloads, 24 metas, the manifest, the pack, five summaries and five series of rollups")
                .isEqualTo(60);
        for (Cost longer : List.of(year, twoYears)) {
            assertThat(longer.rows()).isEqualTo(month.rows());
            assertThat(longer.calls()).isEqualTo(month.calls());
            assertThat(longer.files()).isEqualTo(month.files());
        }
        // A month fills 164 of the 500 points of three months, and 41 of those of twelve; a year fills all.
        assertThat(year.bytes()).isLessThan(2 * month.bytes());
        assertThat(twoYears.bytes()).isBetween(year.bytes() * 95 / 100, year.bytes() * 105 / 100);
    }
}
