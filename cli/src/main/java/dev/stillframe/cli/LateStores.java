package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.settings.Settings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stores of a data folder that is opened, and so made, only when something is to be stored. */
final class LateStores implements AutoCloseable {
    private final Settings settings;
    private final Supplier<? extends Deployment> opener;
    private @Nullable Deployment deployment;

    /** The stores of a folder with these settings. */
    LateStores(Settings settings, Supplier<? extends Deployment> opener) {
        this.settings = settings;
        this.opener = opener;
    }

    /** The stores of a deployment that is open already; it is closed with them. */
    LateStores(Deployment open) {
        this(open.settings(), () -> open);
        this.deployment = open;
    }

    Settings settings() {
        return settings;
    }

    SampleStore samples() {
        return late(SampleStore.class, Deployment::samples);
    }

    ImportLog imports() {
        return late(ImportLog.class, Deployment::imports);
    }

    private interface Part<T> {
        T of(Deployment deployment);
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

    private synchronized Deployment opened() {
        Deployment open = deployment;
        if (open == null) {
            open = opener.get();
            deployment = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (deployment != null) {
            deployment.close();
        }
    }
}
