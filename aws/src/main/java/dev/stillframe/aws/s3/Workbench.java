package dev.stillframe.aws.s3;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoredObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stages that are being worked on here, from staging to promotion: which payloads they have, and those bytes of them that
 * were read back. Of the latest few only. For use by any number of threads.
 */
final class Workbench {
    /** More than builds that run side by side in one process; each has up to some 300 kB. */
    private static final int MOST = 32;

    private record Key(Scope scope, long stage) {}

    private static final class Work {
        private final Map<String, String> versionIds;
        private Map<String, StoredObject> read = Map.of();
        private final Set<String> handedOut = new HashSet<>();
        private boolean begun;

        private Work(Map<String, String> versionIds) {
            this.versionIds = versionIds;
        }
    }

    private final Map<Key, Work> works = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Work> eldest) {
            return size() > MOST;
        }
    };

    /** A stage was made here. */
    synchronized void staged(Scope scope, long stage, Map<String, String> versionIds) {
        works.put(new Key(scope, stage), new Work(versionIds));
    }

    /** Version ids by key; null for a stage that is not known here. */
    synchronized @Nullable Map<String, String> versionIds(Scope scope, long stage) {
        Work work = works.get(new Key(scope, stage));
        return work == null ? null : work.versionIds;
    }

    /** Whether the caller is the first to read a stage; true once. */
    synchronized boolean startsReading(Scope scope, long stage) {
        Work work = works.get(new Key(scope, stage));
        boolean first = work != null && !work.begun;
        if (work != null) {
            work.begun = true;
        }
        return first;
    }

    /** All of a stage was read. */
    synchronized void read(Scope scope, long stage, Map<String, StoredObject> payloads) {
        Work work = works.get(new Key(scope, stage));
        if (work != null) {
            work.read = payloads;
        }
    }

    /** A payload that was read, once: whoever asks again wants to know how it is now. */
    synchronized @Nullable StoredObject handOut(Scope scope, long stage, String key) {
        Work work = works.get(new Key(scope, stage));
        return work != null && work.read.containsKey(key) && work.handedOut.add(key) ? work.read.get(key) : null;
    }

    /** What was read of a stage, which is not kept after this. */
    synchronized Map<String, StoredObject> take(Scope scope, long stage) {
        Work work = works.get(new Key(scope, stage));
        if (work == null) {
            return Map.of();
        }
        Map<String, StoredObject> read = work.read;
        work.read = Map.of();
        return read;
    }

    /** A stage is gone. */
    synchronized void forget(Scope scope, long stage) {
        works.remove(new Key(scope, stage));
    }
}
