package dev.stillframe.core.memory;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.ClosedOriginException;
import dev.stillframe.core.port.HostNumbers;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A sample store in memory with a log for each host, numbered from 1, as where hosts are spread over a database. {@code all} has
 * no numbers of its own: what is new is found by comparing the ends of all logs. For use by any number of threads.
 */
public final class HostLogSampleStore implements SampleStore {
    private final Map<String, MemorySampleStore> logs = new TreeMap<>();
    private final Set<String> closed = new HashSet<>();

    /** For each host whose log was trimmed the number of the last entry that was dropped. */
    private final Map<String, Long> trimmed = new TreeMap<>();

    /** An empty store. */
    public HostLogSampleStore() {}

    @Override
    public synchronized List<Verdict> append(List<Sample> samples, String origin) {
        if (closed.contains(origin)) {
            throw new ClosedOriginException(origin);
        }
        List<Verdict> verdicts = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            MemorySampleStore log = logs.computeIfAbsent(sample.host(), h -> new MemorySampleStore());
            verdicts.addAll(log.append(List.of(sample), origin));
        }
        return verdicts;
    }

    @Override
    public synchronized long withdraw(String origin) {
        return logs.values().stream().mapToLong(log -> log.withdraw(origin)).sum();
    }

    @Override
    public synchronized long quarantine(String origin) {
        closed.add(origin);
        return logs.values().stream().mapToLong(log -> log.quarantine(origin)).sum();
    }

    @Override
    public synchronized long setAside(String host, List<Long> times, String reason) {
        return log(host).setAside(host, times, reason);
    }

    @Override
    public synchronized long restore(String host, List<Long> times) {
        return log(host).restore(host, times);
    }

    @Override
    public synchronized List<Aside> aside(String host, long from, int limit) {
        return log(host).aside(host, from, limit);
    }

    @Override
    public synchronized Position head(Scope scope) {
        if (!scope.isAll()) {
            return log(scope.name()).head(scope);
        }
        HostNumbers ends = HostNumbers.none();
        logs.forEach((host, log) -> ends.put(host, end(log)));
        return ends.position();
    }

    @Override
    public synchronized Batch readAfter(Scope scope, Position after, int limit) {
        if (!scope.isAll()) {
            return after.number() < dropped(scope.name())
                    ? Batch.gone(after)
                    : log(scope.name()).readAfter(scope, after, limit);
        }
        HostNumbers numbers = HostNumbers.of(after);
        if (logs.keySet().stream().anyMatch(host -> numbers.of(host) < dropped(host))) {
            return Batch.gone(after);
        }
        List<LogEntry> entries = new ArrayList<>();
        for (Map.Entry<String, MemorySampleStore> log : logs.entrySet()) {
            long number = numbers.of(log.getKey());
            if (number == end(log.getValue())) {
                continue;
            }
            if (entries.size() == limit) {
                return new Batch(entries, numbers.position(), true);
            }
            Batch piece = log.getValue().readAfter(Scope.ALL, Position.after(number), limit - entries.size());
            entries.addAll(piece.entries());
            numbers.put(log.getKey(), piece.next().number());
        }
        return new Batch(entries, entries.isEmpty() ? after : numbers.position(), entries.size() == limit);
    }

    @Override
    public synchronized void scan(Scope scope, long from, long to, Position upTo, SampleVisitor visitor) {
        if (!scope.isAll()) {
            log(scope.name()).scan(scope, from, to, upTo, visitor);
        } else if (upTo.equals(Position.END)) {
            logs.values().forEach(log -> log.scan(scope, from, to, upTo, visitor));
        } else {
            HostNumbers.of(upTo)
                    .numbers()
                    .forEach((host, number) -> log(host).scan(scope, from, to, Position.after(number), visitor));
        }
    }

    @Override
    public synchronized List<Sample> newest(Scope scope, long to, int limit) {
        List<Sample> found = new ArrayList<>();
        logs.forEach((host, log) -> {
            if (scope.covers(host)) {
                found.addAll(log.newest(scope, to, limit));
            }
        });
        found.sort(Comparator.comparingLong(Sample::t).reversed().thenComparing(Sample::host));
        return found.subList(0, Math.min(limit, found.size()));
    }

    @Override
    public synchronized void kept(Scope host, KeptVisitor visitor) {
        log(host.name()).kept(host, visitor);
    }

    @Override
    public synchronized List<HostSummary> hosts(long to) {
        List<HostSummary> hosts = new ArrayList<>();
        logs.values().forEach(log -> hosts.addAll(log.hosts(to)));
        return hosts;
    }

    /** Drops the entries of a host's log that it has now, as a store does with old ones. */
    public synchronized void trim(String host) {
        trimmed.put(host, end(log(host)));
    }

    private long dropped(String host) {
        return trimmed.getOrDefault(host, 0L);
    }

    /** The log of a host; an empty one for a host without samples. */
    private MemorySampleStore log(String host) {
        return logs.getOrDefault(host, new MemorySampleStore());
    }

    private static long end(MemorySampleStore log) {
        return log.head(Scope.ALL).number();
    }
}
