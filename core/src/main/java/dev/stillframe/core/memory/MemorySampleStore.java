package dev.stillframe.core.memory;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.ClosedOriginException;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;

/** A sample store in memory with one log. For use by any number of threads. */
public final class MemorySampleStore implements SampleStore {
    private final List<Row> log = new ArrayList<>();
    /** Samples whose identity is taken, by host and time; those in quarantine or aside are among them. */
    private final Map<String, TreeMap<Long, Row>> live = new TreeMap<>();

    /** Origins in quarantine. */
    private final Set<String> closed = new HashSet<>();

    private static final class Row {
        final LogEntry entry;
        final String host;
        final String origin;
        /** The entry that took it back with its origin. */
        long withdrawnBy = Long.MAX_VALUE;
        /** When it was set aside; only the last can be open. */
        final List<Span> asides = new ArrayList<>(0);

        Row(LogEntry entry, String host, String origin) {
            this.entry = entry;
            this.host = host;
            this.origin = origin;
        }

        boolean isHeld() {
            return entry instanceof LogEntry.Arrived && withdrawnBy == Long.MAX_VALUE;
        }

        boolean isAside() {
            return isHeld() && !asides.isEmpty() && asides.getLast().until() == Long.MAX_VALUE;
        }

        /** Whether it counted when the log ended with a number. */
        boolean counts(long last) {
            return entry.seq() <= last
                    && withdrawnBy > last
                    && asides.stream().noneMatch(span -> span.since() <= last && last < span.until());
        }
    }

    /** Set aside by an entry, restored by another. */
    private record Span(long since, long until, String reason) {}

    /** An empty store. */
    public MemorySampleStore() {}

    @Override
    public synchronized List<Verdict> append(List<Sample> samples, String origin) {
        if (closed.contains(origin)) {
            throw new ClosedOriginException(origin);
        }
        List<Verdict> verdicts = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            Map<Long, Row> ofHost = live.computeIfAbsent(sample.host(), h -> new TreeMap<>());
            if (ofHost.containsKey(sample.t())) {
                verdicts.add(Verdict.DUPLICATE);
            } else {
                Row row = new Row(new LogEntry.Arrived(log.size() + 1L, sample), sample.host(), origin);
                log.add(row);
                ofHost.put(sample.t(), row);
                verdicts.add(Verdict.STORED);
            }
        }
        return verdicts;
    }

    @Override
    public synchronized long withdraw(String origin) {
        return takeBack(origin, true);
    }

    @Override
    public synchronized long quarantine(String origin) {
        closed.add(origin);
        return takeBack(origin, false);
    }

    private long takeBack(String origin, boolean freesIdentities) {
        Map<String, List<Row>> concerned = new HashMap<>();
        for (Row row : log) {
            if (row.origin.equals(origin) && row.isHeld()) {
                concerned.computeIfAbsent(row.host, h -> new ArrayList<>()).add(row);
            }
        }
        long count = 0;
        for (String host : new TreeSet<>(concerned.keySet())) {
            List<Row> rows = concerned.getOrDefault(host, List.of());
            long seq = change(host, rows);
            for (Row row : rows) {
                row.withdrawnBy = seq;
                if (freesIdentities) {
                    live.getOrDefault(host, new TreeMap<>()).remove(time(row));
                }
            }
            count += rows.size();
        }
        return count;
    }

    /** Adds an entry that concerns some rows, at least one; answers with its number. */
    private long change(String host, List<Row> rows) {
        long seq = log.size() + 1L;
        long from = rows.stream().mapToLong(MemorySampleStore::time).min().orElseThrow();
        long to = rows.stream().mapToLong(MemorySampleStore::time).max().orElseThrow();
        log.add(new Row(new LogEntry.Changed(seq, host, from, to), host, ""));
        return seq;
    }

    @Override
    public synchronized long setAside(String host, List<Long> times, String reason) {
        Aside.requireReason(reason);
        return change(host, times, row -> row.counts(Long.MAX_VALUE - 1), (row, seq) -> {
            row.asides.add(new Span(seq, Long.MAX_VALUE, reason));
        });
    }

    @Override
    public synchronized long restore(String host, List<Long> times) {
        return change(host, times, Row::isAside, (row, seq) -> {
            Span span = row.asides.removeLast();
            row.asides.add(new Span(span.since(), seq, span.reason()));
        });
    }

    private long change(String host, List<Long> times, Predicate<Row> concerns, ObjLongConsumer<Row> effect) {
        TreeMap<Long, Row> ofHost = live.getOrDefault(host, new TreeMap<>());
        List<Row> concerned = new TreeSet<>(times)
                .stream()
                        .map(ofHost::get)
                        .filter(row -> row != null && concerns.test(row))
                        .toList();
        for (int i = 0; i < concerned.size(); i += TOGETHER) {
            List<Row> piece = concerned.subList(i, Math.min(i + TOGETHER, concerned.size()));
            long seq = change(host, piece);
            piece.forEach(row -> effect.accept(row, seq));
        }
        return concerned.size();
    }

    @Override
    public synchronized List<Aside> aside(String host, long from, int limit) {
        return live.getOrDefault(host, new TreeMap<>()).tailMap(from).values().stream()
                .filter(Row::isAside)
                .limit(limit)
                .map(row -> new Aside(time(row), row.asides.getLast().reason()))
                .toList();
    }

    @Override
    public synchronized Position head(Scope scope) {
        for (int i = log.size() - 1; i >= 0; i--) {
            if (scope.covers(log.get(i).host)) {
                return Position.after(i + 1L);
            }
        }
        return Position.NONE;
    }

    @Override
    public synchronized Batch readAfter(Scope scope, Position after, int limit) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = (int) Math.min(after.number(), log.size()); i < log.size() && entries.size() < limit; i++) {
            if (scope.covers(log.get(i).host)) {
                entries.add(log.get(i).entry);
            }
        }
        Position next =
                entries.isEmpty() ? after : Position.after(entries.getLast().seq());
        return new Batch(entries, next, entries.size() == limit);
    }

    @Override
    public synchronized void scan(Scope scope, long from, long to, Position upTo, SampleVisitor visitor) {
        long last = upTo.number();
        List<Row> found = new ArrayList<>();
        for (Row row : log) {
            if (scope.covers(row.host)
                    && row.entry instanceof LogEntry.Arrived arrived
                    && row.counts(last)
                    && arrived.sample().t() >= from
                    && arrived.sample().t() <= to) {
                found.add(row);
            }
        }
        found.sort(Comparator.comparing((Row r) -> r.host).thenComparingLong(r -> time(r)));
        found.forEach(r -> visitor.visit(r.entry.seq(), ((LogEntry.Arrived) r.entry).sample()));
    }

    @Override
    public synchronized List<Sample> newest(Scope scope, long to, int limit) {
        List<Sample> found = new ArrayList<>();
        scan(scope, Long.MIN_VALUE, to, Position.END, (seq, sample) -> found.add(sample));
        found.sort(Comparator.comparingLong(Sample::t).reversed().thenComparing(Sample::host));
        return found.subList(0, Math.min(limit, found.size()));
    }

    @Override
    public synchronized void kept(Scope host, KeptVisitor visitor) {
        live.getOrDefault(host.name(), new TreeMap<>())
                .values()
                .forEach(row -> visitor.visit(
                        ((LogEntry.Arrived) row.entry).sample(), row.origin, row.withdrawnBy != Long.MAX_VALUE));
    }

    @Override
    public synchronized List<HostSummary> hosts(long to) {
        List<HostSummary> hosts = new ArrayList<>();
        live.forEach((host, samples) -> {
            long last = samples.headMap(to, true).descendingMap().values().stream()
                    .filter(row -> row.counts(Long.MAX_VALUE - 1))
                    .mapToLong(MemorySampleStore::time)
                    .findFirst()
                    .orElse(Long.MIN_VALUE);
            hosts.add(new HostSummary(host, head(Scope.host(host)), last));
        });
        return hosts;
    }

    private static long time(Row row) {
        return ((LogEntry.Arrived) row.entry).sample().t();
    }
}
