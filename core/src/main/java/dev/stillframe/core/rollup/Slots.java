package dev.stillframe.core.rollup;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the samples of each quarter of an hour add up to. Not for use by several threads. */
public final class Slots {
    /** Length of a slot in milliseconds; slots are aligned to the epoch, and so to the clocks of all zones. */
    public static final long LENGTH = 900_000;

    private final Metrics metrics;
    private final Thresholds thresholds;
    private final TreeMap<Long, Row> slots = new TreeMap<>();

    /** None yet. */
    public Slots(Metrics metrics, Thresholds thresholds) {
        this.metrics = metrics;
        this.thresholds = thresholds;
    }

    /** Adds a sample. */
    public void add(Sample sample) {
        slots.computeIfAbsent(Math.floorDiv(sample.t(), LENGTH), s -> new Row(metrics.size()))
                .add(sample, thresholds);
    }

    /** Adds all that others have. */
    public void add(Slots other) {
        other.slots.forEach((slot, row) ->
                slots.computeIfAbsent(slot, s -> new Row(metrics.size())).add(row));
    }

    /**
     * Those that have samples, oldest first, each named by its hour.
     *
     * @param now epoch milliseconds; a slot is open until then
     */
    public List<PeriodRow> rows(Calendar calendar, long now) {
        List<PeriodRow> rows = new ArrayList<>();
        slots.forEach((slot, row) -> {
            long from = slot * LENGTH;
            long to = from + LENGTH;
            rows.add(new PeriodRow(calendar.at(Mode.HOURLY, from), from, to, to > now, row, 1, 0, 0));
        });
        return rows;
    }
}
