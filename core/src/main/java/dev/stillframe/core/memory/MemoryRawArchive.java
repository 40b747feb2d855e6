package dev.stillframe.core.memory;

import dev.stillframe.core.encode.ArchiveKeys;
import dev.stillframe.core.port.RawArchive;
import java.time.ZoneId;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Results in memory. For use by any number of threads. */
public final class MemoryRawArchive implements RawArchive {
    private final ArchiveKeys keys;
    private final ConcurrentSkipListMap<String, byte[]> results = new ConcurrentSkipListMap<>();

    /** An empty one, with the keys of a zone. */
    public MemoryRawArchive(ZoneId zone) {
        keys = new ArchiveKeys(zone);
    }

    @Override
    public void put(String host, long t, byte[] result) {
        results.putIfAbsent(keys.key(host, t), result.clone());
    }

    /** What it keeps now, by key. */
    public SortedMap<String, byte[]> kept() {
        TreeMap<String, byte[]> copy = new TreeMap<>();
        results.forEach((key, result) -> copy.put(key, result.clone()));
        return copy;
    }
}
