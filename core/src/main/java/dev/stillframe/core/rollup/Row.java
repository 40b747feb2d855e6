package dev.stillframe.core.rollup;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Values;
import java.util.Arrays;

/**
 * What the samples of a period add up to. Sums of rows are exact and do not depend on their order. Not for use by several threads
 * while it changes.
 */
public final class Row {
    /** How many kinds of thresholds there are. */
    static final int KINDS = Thresholds.Kind.values().length;

    private static final int COLUMNS = 4;

    long successes;
    long failures;
    /** Epoch milliseconds of the earliest sample; means nothing while there is none. */
    long first = Long.MAX_VALUE;
    /** Epoch milliseconds of the latest sample. */
    long last = Long.MIN_VALUE;
    /** For each metric: count, sum, least, greatest. */
    final long[] values;
    /** For each kind of threshold: samples at whose time one was in force, and those of them that were worse. */
    final long[] judged = new long[KINDS];

    final long[] worse = new long[KINDS];
    final Names connectionTypes = new Names();
    final Names servers = new Names();

    /** An empty row for a catalogue of so many metrics. */
    public Row(int metrics) {
        values = new long[metrics * COLUMNS];
    }

    void add(Sample sample, Thresholds thresholds) {
        first = Math.min(first, sample.t());
        last = Math.max(last, sample.t());
        for (Thresholds.Kind kind : Thresholds.Kind.values()) {
            if (thresholds.inForce(kind, sample.host(), sample.t())) {
                judged[kind.ordinal()]++;
                worse[kind.ordinal()] += thresholds.isWorse(kind, sample) ? 1 : 0;
            }
        }
        if (sample.isFailure()) {
            failures++;
            return;
        }
        successes++;
        Values v = sample.values();
        for (int m = 0; m < Math.min(metrics(), v.length()); m++) {
            if (v.has(m)) {
                add(m, 1, v.get(m), v.get(m), v.get(m));
            }
        }
        label(connectionTypes, sample.labels().get("connectionType"));
        label(servers, sample.labels().get("server"));
    }

    private static void label(Names names, @org.jspecify.annotations.Nullable String text) {
        if (text != null && !text.isEmpty()) {
            names.add(text, 1);
        }
    }

    /** Adds all that another row has. */
    void add(Row other) {
        successes += other.successes;
        failures += other.failures;
        first = Math.min(first, other.first);
        last = Math.max(last, other.last);
        for (int m = 0; m < metrics(); m++) {
            if (other.count(m) > 0) {
                add(m, other.count(m), other.sum(m), other.min(m), other.max(m));
            }
        }
        for (int k = 0; k < KINDS; k++) {
            judged[k] += other.judged[k];
            worse[k] += other.worse[k];
        }
        connectionTypes.add(other.connectionTypes);
        servers.add(other.servers);
    }

    void add(int metric, long count, long sum, long min, long max) {
        int at = metric * COLUMNS;
        boolean none = values[at] == 0;
        values[at] += count;
        values[at + 1] += sum;
        values[at + 2] = none ? min : Math.min(values[at + 2], min);
        values[at + 3] = none ? max : Math.max(values[at + 3], max);
    }

    /** How many metrics it has columns for. */
    public int metrics() {
        return values.length / COLUMNS;
    }

    /** Successful samples. */
    public long successes() {
        return successes;
    }

    /** Failed samples. */
    public long failures() {
        return failures;
    }

    /** Samples, failed ones included. */
    public long tests() {
        return successes + failures;
    }

    /** Epoch milliseconds of the earliest sample. */
    public long first() {
        return first;
    }

    /** Epoch milliseconds of the latest sample. */
    public long last() {
        return last;
    }

    /** How many samples have a value of a metric; where there is none, its other columns mean nothing. */
    public long count(int metric) {
        return values[metric * COLUMNS];
    }

    /** The sum of a metric's values, in smallest units. */
    public long sum(int metric) {
        return values[metric * COLUMNS + 1];
    }

    /** The least value of a metric, in smallest units. */
    public long min(int metric) {
        return values[metric * COLUMNS + 2];
    }

    /** The greatest value of a metric, in smallest units. */
    public long max(int metric) {
        return values[metric * COLUMNS + 3];
    }

    /** Samples at whose time a threshold of a kind was in force for their host. */
    public long judged(Thresholds.Kind kind) {
        return judged[kind.ordinal()];
    }

    /** Those of {@link #judged} that were worse than it. */
    public long worse(Thresholds.Kind kind) {
        return worse[kind.ordinal()];
    }

    /** The connection types of successful samples. */
    public Names connectionTypes() {
        return connectionTypes;
    }

    /** The servers of successful samples. */
    public Names servers() {
        return servers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row r
                && r.successes == successes
                && r.failures == failures
                && r.first == first
                && r.last == last
                && Arrays.equals(r.values, values)
                && Arrays.equals(r.judged, judged)
                && Arrays.equals(r.worse, worse)
                && r.connectionTypes.equals(connectionTypes)
                && r.servers.equals(servers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
