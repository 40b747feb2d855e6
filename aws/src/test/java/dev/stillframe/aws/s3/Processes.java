package dev.stillframe.aws.s3;

import dev.stillframe.core.port.SnapshotStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Several stores on the same buckets, as several processes have them: each call goes to the next, which knows nothing of it. */
final class Processes {
    private static final int HOW_MANY = 3;

    private Processes() {}

    static SnapshotStore inTurn(Supplier<SnapshotStore> one) {
        List<SnapshotStore> all = Stream.generate(one).limit(HOW_MANY).toList();
        AtomicInteger calls = new AtomicInteger();
        return (SnapshotStore) Proxy.newProxyInstance(
                SnapshotStore.class.getClassLoader(),
                new Class<?>[] {SnapshotStore.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(all.get(Math.floorMod(calls.getAndIncrement(), HOW_MANY)), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
