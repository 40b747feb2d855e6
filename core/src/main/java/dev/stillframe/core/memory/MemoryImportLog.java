package dev.stillframe.core.memory;

import dev.stillframe.core.port.ImportLog;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** An import log in memory. For use by any number of threads. */
public final class MemoryImportLog implements ImportLog {
    private final TreeMap<Long, Import> imports = new TreeMap<>();
    private long last;

    /** A log without imports. */
    public MemoryImportLog() {}

    @Override
    public synchronized long begin(String source, long atMillis) {
        last++;
        imports.put(last, new Import(last, source, atMillis, 0, 0, 0));
        return last;
    }

    @Override
    public synchronized void finish(long id, long stored, long atMillis) {
        imports.computeIfPresent(
                id, (i, was) -> new Import(i, was.source(), was.startedAt(), atMillis, stored, was.undoneAt()));
    }

    @Override
    public synchronized void undone(long id, long atMillis) {
        imports.computeIfPresent(
                id, (i, was) -> new Import(i, was.source(), was.startedAt(), was.finishedAt(), was.stored(), atMillis));
    }

    @Override
    public synchronized void discard(long id) {
        imports.remove(id);
    }

    @Override
    public synchronized List<Import> imports() {
        return new ArrayList<>(imports.values());
    }
}
