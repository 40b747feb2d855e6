package dev.stillframe.cli;

import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.standalone.build.Edition;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stores of a data folder that is opened, and so made, only when something is to be stored. */
final class LateStores implements AutoCloseable {
    private final Supplier<Edition> opener;
    private @Nullable Edition edition;

    LateStores(Supplier<Edition> opener) {
        this.opener = opener;
    }

    SampleStore samples() {
        return late(SampleStore.class, Edition::samples);
    }

    ImportLog imports() {
        return late(ImportLog.class, Edition::imports);
    }

    private interface Part<T> {
        T of(Edition edition);
    }

    private <T> T late(Class<T> port, Part<T> part) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(part.of(opened()), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    private synchronized Edition opened() {
        Edition open = edition;
        if (open == null) {
            open = opener.get();
            edition = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (edition != null) {
            edition.close();
        }
    }
}
