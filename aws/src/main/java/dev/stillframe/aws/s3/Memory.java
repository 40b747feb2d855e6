package dev.stillframe.aws.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was seen under which name, the latest used ones. May be outdated at any time: whoever goes by it makes the
 * request conditional, or looks again. For use by any number of threads.
 */
final class Memory {
    private final Map<String, Seen> seen;

    /** Remembers up to {@code most} names, at some 300 bytes each. */
    Memory(int most) {
        seen = new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
                return size() > most;
            }
        };
    }

    synchronized @Nullable Seen get(String name) {
        return seen.get(name);
    }

    synchronized void put(String name, Seen what) {
        seen.put(name, what);
    }

    synchronized void forget(String name) {
        seen.remove(name);
    }
}
