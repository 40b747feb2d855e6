package dev.stillframe.benchmarks;

import dev.stillframe.core.port.SampleStore;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.TreeMap;

/** Notes how long calls to ports take and how many log entries they read. For use by one thread. */
final class Ledger {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final TreeMap<String, Cost> costs = new TreeMap<>();
    private long rows;

    /**
     * What something took.
     *
     * @param clock nanoseconds by the clock
     * @param processor nanoseconds of the processor, of this thread
     */
    record Cost(long clock, long processor) {
        /** Nothing. */
        static final Cost NONE = new Cost(0, 0);

        /** What was taken up to now, from points that mean nothing alone. */
        static Cost now() {
            return new Cost(System.nanoTime(), THREADS.getCurrentThreadCpuTime());
        }

        /** What was taken since an earlier {@link #now}. */
        static Cost since(Cost start) {
            return now().minus(start);
        }

        Cost plus(Cost other) {
            return new Cost(clock + other.clock, processor + other.processor);
        }

        Cost minus(Cost other) {
            return new Cost(clock - other.clock, processor - other.processor);
        }
    }

    /** The same port, every call noted under the port's and the method's name. */
    <T> T noted(Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Cost start = Cost.now();
            try {
                Object answer = method.invoke(port, args);
                if (answer instanceof SampleStore.Batch batch) {
                    rows += batch.entries().size();
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                costs.merge(type.getSimpleName() + "." + method.getName(), Cost.since(start), Cost::plus);
            }
        }));
    }

    /** What calls took since the last {@link #clear}, by name, such as {@code SnapshotStore.promote}. */
    Cost of(String... names) {
        Cost sum = Cost.NONE;
        for (String name : names) {
            sum = sum.plus(costs.getOrDefault(name, Cost.NONE));
        }
        return sum;
    }

    /** What all calls took. */
    Cost all() {
        return costs.values().stream().reduce(Cost.NONE, Cost::plus);
    }

    /** Log entries read. */
    long rows() {
        return rows;
    }

    /** Begins anew. */
    void clear() {
        costs.clear();
        rows = 0;
    }
}
