package dev.stillframe.aws.s3;

import dev.stillframe.core.model.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that were listed last of some scopes, each until it is used. For use by any number of threads. */
final class Listings {
    /** More than builds that run side by side in one process; each has up to some 1,000 names. */
    private static final int MOST = 32;

    private final Map<Scope, Set<String>> listed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Scope, Set<String>> eldest) {
            return size() > MOST;
        }
    };

    synchronized void put(Scope scope, Set<String> names) {
        listed.remove(scope);
        listed.put(scope, names);
    }

    /** Whether there are names of a scope. */
    synchronized boolean has(Scope scope) {
        return listed.containsKey(scope);
    }

    /** The names, which are then forgotten; null when there are none. */
    synchronized @Nullable Set<String> take(Scope scope) {
        return listed.remove(scope);
    }
}
