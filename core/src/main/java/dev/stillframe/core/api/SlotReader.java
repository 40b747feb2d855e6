package dev.stillframe.core.api;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.encode.RollupEncoder;
import dev.stillframe.core.encode.RollupSeries;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.core.rollup.Slots;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Adds the tests of a few days up in quarters of an hour, from the sample store. */
final class SlotReader {
    /** The most tests that are added up for one answer. */
    static final long MOST = 2_000_000;

    private final SampleStore samples;
    private final Metrics metrics;
    private final Rules rules;

    SlotReader(SampleStore samples, Metrics metrics, Rules rules) {
        this.samples = samples;
        this.metrics = metrics;
        this.rules = rules;
    }

    /** There are more than {@link #MOST}. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super("too many tests", null, false, false);
        }
    }

    /**
     * The slots that have tests, oldest first.
     *
     * @param from epoch milliseconds, inclusive
     * @param now epoch milliseconds, inclusive
     * @throws TooMany when there are more tests than are added up
     */
    List<RollupSeries.Row> read(Scope scope, long from, long now) {
        List<Scope> hosts = scope.isAll()
                ? samples.hosts(now).stream()
                        .map(HostSummary::host)
                        .map(Scope::host)
                        .toList()
                : List.of(scope);
        AtomicLong visited = new AtomicLong();
        Slots sum = new Slots(metrics, rules.thresholds());
        SideBySide.each(hosts, host -> {
                    Slots slots = new Slots(metrics, rules.thresholds());
                    samples.scan(host, from, now, Position.END, (seq, sample) -> {
                        if (visited.incrementAndGet() > MOST) {
                            throw new TooMany();
                        }
                        slots.add(sample);
                    });
                    return slots;
                })
                .forEach(sum::add);
        // By way of the form of the series, so that numbers are rounded and judged as they are there.
        byte[] json = new RollupEncoder(scope, metrics, rules).series(Mode.HOURLY, sum.rows(rules.calendar(), now));
        return RollupSeries.parse(json).rows();
    }
}
