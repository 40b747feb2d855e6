package dev.stillframe.core.read;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.RollupSeries;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.rollup.RollupKeys;
import dev.stillframe.core.rollup.Rollups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rows of rollups from the published series. For use by any number of threads. */
public final class RollupReader {
    /** The most bytes of a series, unpacked: an hour takes about 400, and a file has at most 11 months of them. */
    private static final int LIMIT = 256 << 20;
    /** How many years of older hours are read at first; then twice as many, and so on. */
    private static final int YEARS = 2;

    private final SnapshotStore store;
    private final Function<String, Optional<StoredObject>> lost;
    private final Calendar calendar;

    /**
     * Reads from a store.
     *
     * @param lost gives what may be served in place of a file that the store has not, by its key
     */
    public RollupReader(SnapshotStore store, Function<String, Optional<StoredObject>> lost, Calendar calendar) {
        this.store = store;
        this.lost = lost;
        this.calendar = calendar;
    }

    /**
     * The series of a kind, for each scope that has one; side by side.
     *
     * @throws dev.stillframe.core.port.StoreException when the store cannot be read
     */
    public Map<Scope, List<RollupSeries.Row>> series(List<Scope> scopes, Mode mode) {
        List<String> keys =
                scopes.stream().map(scope -> RollupKeys.series(scope, mode)).toList();
        Map<String, List<RollupSeries.Row>> found = read(keys);
        return scopes.stream()
                .filter(scope -> found.containsKey(RollupKeys.series(scope, mode)))
                .collect(Collectors.toMap(
                        scope -> scope, scope -> found.getOrDefault(RollupKeys.series(scope, mode), List.of())));
    }

    /**
     * The newest periods of a scope that have samples, oldest first: of the hours also those that are in no series any more. Empty
     * where nothing was published.
     *
     * @param after only periods that end after this instant, epoch milliseconds
     * @param most how many at most
     * @throws dev.stillframe.core.port.StoreException when the store cannot be read
     */
    public List<RollupSeries.Row> newest(Scope scope, Mode mode, long after, int most) {
        NavigableMap<Long, RollupSeries.Row> rows = new TreeMap<>();
        List<String> keys = new ArrayList<>(List.of(RollupKeys.series(scope, mode)));
        if (mode == Mode.HOURLY) {
            keys.add(RollupKeys.series(scope, Mode.YEARLY));
        }
        Map<String, List<RollupSeries.Row>> read = read(keys);
        add(rows, read.get(keys.getFirst()));
        if (mode == Mode.HOURLY && !rows.isEmpty()) {
            List<RollupSeries.Row> years = read.getOrDefault(keys.getLast(), List.of());
            addOlder(scope, years, rows, after, most);
        }
        List<RollupSeries.Row> newest = new ArrayList<>(
                rows.values().stream().filter(r -> r.to() > after).toList());
        return newest.subList(Math.max(0, newest.size() - most), newest.size());
    }

    /** Adds hours of the years that have any, the newest years first, until there are enough. */
    private void addOlder(
            Scope scope,
            List<RollupSeries.Row> years,
            NavigableMap<Long, RollupSeries.Row> rows,
            long after,
            int most) {
        Period lastDay = calendar.at(Mode.DAILY, rows.lastEntry().getValue().from());
        long begin = calendar.from(lastDay.plus(1 - Rollups.HOURLY_DAYS));
        int next = years.size();
        for (int batch = YEARS; begin > after && rows.size() < most && next > 0; batch *= 2) {
            int first = Math.max(0, next - batch);
            List<String> keys = years.subList(first, next).stream()
                    .filter(year -> year.to() > after)
                    .map(year -> RollupKeys.olderHours(
                            scope, calendar.at(Mode.YEARLY, year.from()).number()))
                    .toList();
            read(keys).values().forEach(older -> add(rows, older));
            begin = years.get(first).from();
            next = first;
        }
    }

    /** What stands in two files is taken from the first: that is the series, which is written more often. */
    private static void add(NavigableMap<Long, RollupSeries.Row> rows, @Nullable List<RollupSeries.Row> more) {
        if (more != null) {
            more.forEach(row -> rows.putIfAbsent(row.from(), row));
        }
    }

    private Map<String, List<RollupSeries.Row>> read(List<String> keys) {
        Map<String, List<RollupSeries.Row>> found = new TreeMap<>();
        store.read(keys).forEach((key, published) -> found.put(key, rows(published.object())));
        List<String> missing =
                keys.stream().filter(key -> !found.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            List<Optional<StoredObject>> objects = SideBySide.each(missing, lost);
            for (int i = 0; i < missing.size(); i++) {
                String key = missing.get(i);
                objects.get(i).ifPresent(object -> found.put(key, rows(object)));
            }
        }
        return found;
    }

    private static List<RollupSeries.Row> rows(StoredObject object) {
        try {
            byte[] json = object.gzip() ? Gzip.decompress(object.body(), LIMIT) : object.body();
            return RollupSeries.parse(json).rows();
        } catch (IllegalArgumentException e) {
            // Written by another version of the product; the next build writes it again.
            throw new StoreException("the series " + object.key() + " cannot be read", e);
        }
    }
}
