package dev.stillframe.benchmarks;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Window;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.rrd4j.ConsolFun;
import org.rrd4j.DsType;
import org.rrd4j.core.FetchRequest;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.RrdDef;
import org.rrd4j.core.RrdMemoryBackendFactory;

/**
 * Peer: a round-robin database in memory, with an archive for average, minimum and maximum of each window and granularity.
 * Its segments are whole multiples of the samples' step; it has no counts, no failures and no late samples.
 */
final class RrdPeer implements AutoCloseable {
    private static final List<ConsolFun> FUNCTIONS = List.of(ConsolFun.AVERAGE, ConsolFun.MIN, ConsolFun.MAX);

    private final RrdDb database;
    private final long stepSeconds;

    /** A database of a host's samples, oldest first, which come at a fixed step. */
    RrdPeer(List<Sample> samples, long stepMillis) throws IOException {
        stepSeconds = stepMillis / 1000;
        long start = samples.getFirst().t() / 1000 - stepSeconds;
        RrdDef definition = new RrdDef("peer", start, stepSeconds);
        for (Metric metric : Metrics.BUILT_IN.list()) {
            definition.addDatasource(metric.name(), DsType.GAUGE, 2 * stepSeconds, Double.NaN, Double.NaN);
        }
        TreeMap<Integer, Integer> rowsOfSteps = new TreeMap<>();
        for (Window window : Window.ALL) {
            for (Granularity granularity : Granularity.ALL) {
                int steps = steps(window, granularity);
                int rows = Math.toIntExact(window.spanMillis() / 1000 / (steps * stepSeconds));
                rowsOfSteps.merge(steps, rows, Math::max);
            }
        }
        rowsOfSteps.forEach(
                (steps, rows) -> FUNCTIONS.forEach(function -> definition.addArchive(function, 0.99, steps, rows)));
        database = RrdDb.getBuilder()
                .setRrdDef(definition)
                .setBackendFactory(new RrdMemoryBackendFactory())
                .build();
        for (Sample sample : samples) {
            update(sample);
        }
    }

    private int steps(Window window, Granularity granularity) {
        return Math.toIntExact(Math.max(1, window.bucketMillis(granularity) / 1000 / stepSeconds));
    }

    /** Takes one sample in, newer than all before. */
    void update(Sample sample) throws IOException {
        org.rrd4j.core.Sample its = database.createSample(sample.t() / 1000);
        for (int m = 0; m < Metrics.BUILT_IN.size(); m++) {
            double scale = Math.pow(10, Metrics.BUILT_IN.get(m).scale());
            its.setValue(m, sample.values().has(m) ? sample.values().get(m) / scale : Double.NaN);
        }
        its.update();
    }

    /** Fetches the 24, each with average, minimum and maximum. How many values there were. */
    long fetch(long now) throws IOException {
        long values = 0;
        for (Window window : Window.ALL) {
            for (Granularity granularity : Granularity.ALL) {
                long resolution = steps(window, granularity) * stepSeconds;
                for (ConsolFun function : FUNCTIONS) {
                    FetchRequest request = database.createFetchRequest(
                            function, (now - window.spanMillis()) / 1000, now / 1000, resolution);
                    values += (long) request.fetchData().getRowCount() * Metrics.BUILT_IN.size();
                }
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
