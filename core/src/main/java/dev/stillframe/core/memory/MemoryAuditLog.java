package dev.stillframe.core.memory;

import dev.stillframe.core.port.AuditLog;
import java.util.List;
import java.util.TreeMap;

/** An audit log in memory. For use by any number of threads. */
public final class MemoryAuditLog implements AuditLog {
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long last;

    /** A log without entries. */
    public MemoryAuditLog() {}

    @Override
    public synchronized String begin(Entry entry) {
        entries.put(++last, entry);
        return Long.toString(last);
    }

    @Override
    public synchronized void end(String id, String outcome) {
        entries.computeIfPresent(
                Long.valueOf(id),
                (i, e) -> new Entry(e.at(), e.actor(), e.address(), e.action(), e.subject(), outcome, e.count()));
    }

    @Override
    public synchronized void add(List<Entry> more) {
        more.forEach(this::begin);
    }

    @Override
    public synchronized List<Entry> newest(int limit) {
        return entries.descendingMap().values().stream().limit(limit).toList();
    }

    @Override
    public synchronized void expire(long before) {
        entries.values().removeIf(e -> e.at() < before);
    }
}
