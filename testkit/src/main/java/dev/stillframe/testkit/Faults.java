package dev.stillframe.testkit;

import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.CommitResult;
import dev.stillframe.core.port.LeaseStore;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.Ports;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one process and its ports and does to it what the world does: calls fail, answers get lost, the process
 * dies. One instance is one process; two that share the wrapped ports are two processes. Calls may come from several threads of
 * it side by side; faults are for a process of one thread, since an order of calls is what a source decides by.
 */
public final class Faults {
    private final Source source;
    private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();
    private final Deque<Runnable> late = new ArrayDeque<>();
    private Observer before = (call, answer) -> {};
    private Observer after = (call, answer) -> {};
    private volatile boolean dead;
    private final AtomicInteger calls = new AtomicInteger();

    /** Faults as a source decides. */
    public Faults(Source source) {
        this.source = source;
    }

    /** No faults: for counting and watching calls. */
    public static Faults none() {
        return new Faults(call -> Fault.NONE);
    }

    /** What happens to one call. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** It throws, and had no effect. */
        FAIL_BEFORE,
        /** It throws, and had its effect: the answer is lost. */
        FAIL_AFTER,
        /** It throws, and had its effect for the first half of its objects. As FAIL_BEFORE for a call on less than two. */
        FAIL_HALFWAY,
        /** A commit is answered with Unknown and had no effect. As FAIL_BEFORE for other calls. */
        UNKNOWN_BEFORE,
        /** A commit is answered with Unknown and had its effect. As FAIL_AFTER for other calls. */
        UNKNOWN_AFTER,
        /** A commit is answered with Unknown and is tried when {@link #deliver} is called. As FAIL_BEFORE for other calls. */
        UNKNOWN_LATE,
        /** The process dies before the call had an effect. */
        DIE_BEFORE,
        /** The process dies after the call had its effect. */
        DIE_AFTER,
        /** The process dies when half of the objects have it. */
        DIE_HALFWAY;

        boolean dies() {
            return this == DIE_BEFORE || this == DIE_AFTER || this == DIE_HALFWAY;
        }
    }

    /**
     * One call of a port.
     *
     * @param number from 1, over all ports
     * @param name port and method, such as {@code SnapshotStore.promote}
     * @param arguments what it was called with
     */
    public record Call(int number, String name, List<@Nullable Object> arguments) {}

    /** Decides about each call. */
    @FunctionalInterface
    public interface Source {
        /** What happens to a call that is about to be made. */
        Fault decide(Call call);
    }

    /** Is told of each call. May call the wrapped ports, or run a whole other process in between. */
    @FunctionalInterface
    public interface Observer {
        /** A call; the answer is null before it, and when it gave none. */
        void on(Call call, @Nullable Object answer);
    }

    /** The process is dead. No production code catches it, and every further call throws it again. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death(String message) {
            super(message, null, false, false);
        }
    }

    /** Runs before each call. */
    public Faults before(Observer observer) {
        before = observer;
        return this;
    }

    /** Runs after each call that had an effect or an answer, whether the process gets to know it or not. */
    public Faults after(Observer observer) {
        after = observer;
        return this;
    }

    /** Wraps one port. {@code port} is its interface. */
    public <T> T wrap(Class<T> port, T target) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return invoke(target, method, arguments == null ? new Object[0] : arguments);
            }
            return call(port, target, method, arguments == null ? new Object[0] : arguments);
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    /** Wraps the ports of a build. */
    public Ports wrap(Ports ports) {
        return new Ports(
                wrap(SampleStore.class, ports.samples()),
                wrap(CheckpointStore.class, ports.checkpoints()),
                wrap(SnapshotStore.class, ports.snapshots()),
                wrap(LeaseStore.class, ports.leases()));
    }

    /** How often each method was called, by {@link Call#name}. */
    public Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    /** Forgets the counts. */
    public void resetCounts() {
        counts.clear();
    }

    /** Whether the process has died. */
    public boolean dead() {
        return dead;
    }

    /** Lets the commits that were still under way arrive now. The dead send them too. */
    public void deliver() {
        while (!late.isEmpty()) {
            late.removeFirst().run();
        }
    }

    private @Nullable Object call(Class<?> port, Object target, Method method, @Nullable Object[] arguments)
            throws Throwable {
        String name = port.getSimpleName() + "." + method.getName();
        Call call = new Call(
                calls.incrementAndGet(),
                name,
                java.util.Collections.unmodifiableList(java.util.Arrays.asList(arguments)));
        if (dead) {
            throw new Death("a call by a dead process: " + name);
        }
        counts.merge(name, 1, Integer::sum);
        before.on(call, null);
        Fault fault = source.decide(call);
        boolean commit = method.getReturnType() == CommitResult.class;
        Object answer = switch (fault) {
            case NONE, FAIL_AFTER, UNKNOWN_AFTER, DIE_AFTER -> invoke(target, method, arguments);
            case FAIL_HALFWAY, DIE_HALFWAY -> halfway(target, method, arguments);
            case FAIL_BEFORE, UNKNOWN_BEFORE, DIE_BEFORE -> null;
            case UNKNOWN_LATE -> {
                if (commit) {
                    late.add(() -> later(target, method, arguments));
                }
                yield null;
            }
        };
        if (fault.dies()) {
            dead = true;
        }
        after.on(call, answer);
        if (fault == Fault.NONE) {
            return answer;
        }
        if (fault.dies()) {
            throw new Death(fault + " at " + name);
        }
        if (commit && fault != Fault.FAIL_BEFORE) {
            return new CommitResult.Unknown(fault + " at " + name);
        }
        throw new StoreException(fault + " at " + name);
    }

    /** Makes the call for the first half of its last argument, where that is a list of two or more. */
    private static @Nullable Object halfway(Object target, Method method, @Nullable Object[] arguments)
            throws Throwable {
        boolean canBeHalf = SnapshotStore.class.isAssignableFrom(method.getDeclaringClass())
                && !method.getName().equals("damaged");
        if (canBeHalf && arguments[arguments.length - 1] instanceof List<?> list && list.size() > 1) {
            @Nullable Object[] half = arguments.clone();
            half[half.length - 1] = new ArrayList<>(list.subList(0, list.size() / 2));
            return invoke(target, method, half);
        }
        return null;
    }

    private static void later(Object target, Method method, @Nullable Object[] arguments) {
        try {
            invoke(target, method, arguments);
        } catch (Throwable e) {
            throw new AssertionError("a late call failed", e);
        }
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
