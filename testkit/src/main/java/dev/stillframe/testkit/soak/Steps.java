package dev.stillframe.testkit.soak;

import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.LeaseStore;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.publish.Ports;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Consumer;

/** Counts the steps of a process: each change of a file, and the moments before and after each call that has an effect. */
final class Steps {
    private static final Set<String> EFFECTIVE =
            Set.of("append", "withdraw", "replace", "stage", "promote", "publish", "expire", "acquire", "release");

    private final Consumer<String> onStep;

    /** Steps of which somebody is told, each by a name that repeats. */
    Steps(Consumer<String> onStep) {
        this.onStep = onStep;
    }

    /** A step is reached. */
    void step(String what) {
        onStep.accept(what);
    }

    /** The same ports, with steps around their calls. */
    Ports around(Ports ports) {
        return new Ports(
                around(SampleStore.class, ports.samples()),
                around(CheckpointStore.class, ports.checkpoints()),
                around(SnapshotStore.class, ports.snapshots()),
                around(LeaseStore.class, ports.leases()));
    }

    private <T> T around(Class<T> port, T target) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, args) -> {
            boolean effective = EFFECTIVE.contains(method.getName());
            if (effective) {
                step("before " + method.getName());
            }
            Object answer;
            try {
                answer = method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
            if (effective) {
                step("after " + method.getName());
            }
            return answer;
        }));
    }
}
