package dev.stillframe.benchmarks.soak;

import dev.stillframe.core.api.Health;
import dev.stillframe.core.model.Scope;
import dev.stillframe.standalone.http.HttpServer;
import dev.stillframe.testkit.soak.Kills;
import dev.stillframe.testkit.soak.Product;
import dev.stillframe.testkit.soak.Witness;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A server on the data folder, and one reader that asks it for everything without pause, until closed. */
final class Reading implements AutoCloseable {
    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger SERVER_LOG = Logger.getLogger("org.eclipse.jetty");

    private final HttpServer server;
    private final Witness witness;
    private final Thread thread;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    Reading(Product product, List<Scope> scopes) throws IOException {
        SERVER_LOG.setLevel(Level.WARNING);
        Health health = new Health(Health.Status.OK, "soak", Duration.ZERO, List.of());
        server = new HttpServer(Kills.files(product), path -> Optional.empty(), () -> health);
        server.start(HttpServer.LOOPBACK, 0);
        witness = new Witness(new HttpFetch(server.port()));
        thread = Thread.ofPlatform().name("reader").daemon().start(() -> {
            try {
                while (!over) {
                    for (Scope scope : scopes) {
                        witness.look(scope);
                    }
                }
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
        });
    }

    Witness.Report report() {
        return witness.report();
    }

    /** Why the reader gave up, null when it did not. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Lets the reader finish its round, and stops the server. */
    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop();
    }
}
