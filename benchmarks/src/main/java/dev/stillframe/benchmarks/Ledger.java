package dev.stillframe.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.TreeMap;

/** Notes how long calls to ports take and how many log entries they read. For use by one thread. */
final class Ledger {
    private final TreeMap<String, Long> nanos = new TreeMap<>();
    private long rows;

    /** The same port, every call noted under the port's and the method's name. */
    <T> T noted(Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            long start = System.nanoTime();
            try {
                Object answer = method.invoke(port, args);
                if (method.getName().equals("readAfter") && answer instanceof List<?> entries) {
                    rows += entries.size();
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                nanos.merge(type.getSimpleName() + "." + method.getName(), System.nanoTime() - start, Long::sum);
            }
        }));
    }

    /** Nanoseconds spent in calls since the last {@link #clear}, by name, such as {@code SnapshotStore.promote}. */
    long nanos(String... names) {
        long sum = 0;
        for (String name : names) {
            sum += nanos.getOrDefault(name, 0L);
        }
        return sum;
    }

    /** Nanoseconds spent in all calls. */
    long allNanos() {
        return nanos.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Log entries read. */
    long rows() {
        return rows;
    }

    /** Begins anew. */
    void clear() {
        nanos.clear();
        rows = 0;
    }
}
