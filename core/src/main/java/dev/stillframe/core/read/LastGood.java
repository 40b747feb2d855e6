package dev.stillframe.core.read;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was last served of each key. The highest number of a key is kept for good, so its size grows with the keys that are
 * published; the versions themselves only as far as memory is granted, the most recently used ones. A kept version always has
 * the highest number of its key.
 */
final class LastGood {
    private final long maxBytes;
    private final Map<String, Long> highest = new HashMap<>();
    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    LastGood(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A version and the weight it is counted with; a version gains weight when its plain form is made. */
    private record Kept(Version version, long weight) {}

    /** The version kept of a key. */
    synchronized @Nullable Version get(String key) {
        Kept found = kept.get(key);
        return found == null ? null : found.version();
    }

    /** Whether anything was ever served of a key. */
    synchronized boolean knows(String key) {
        return highest.containsKey(key);
    }

    /** Takes a version in, unless a higher one was served already: then it must not be served and false is the answer. */
    synchronized boolean offer(String key, Version version) {
        Long before = highest.get(key);
        if (before != null && before > version.number()) {
            return false;
        }
        if (before == null || before < version.number()) {
            highest.put(key, version.number());
        }
        Kept present = kept.get(key);
        if (present == null || present.version() != version) {
            put(key, version);
        }
        return true;
    }

    /** Counts a version again whose weight may have changed. */
    synchronized void weigh(String key, Version version) {
        Kept present = kept.get(key);
        if (present != null && present.version() == version && present.weight() != version.weight()) {
            put(key, version);
        }
    }

    /** Bytes counted at present. */
    synchronized long bytes() {
        return bytes;
    }

    private void put(String key, Version version) {
        Kept old = kept.remove(key);
        if (old != null) {
            bytes -= old.weight();
        }
        long weight = version.weight();
        if (weight > maxBytes) {
            return;
        }
        kept.put(key, new Kept(version, weight));
        bytes += weight;
        Iterator<Kept> eldest = kept.values().iterator();
        while (bytes > maxBytes) {
            bytes -= eldest.next().weight();
            eldest.remove();
        }
    }
}
