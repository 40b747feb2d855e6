package dev.stillframe.cli.page;

import dev.stillframe.cli.PageParts;
import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.api.Health;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.build.LiveApi;
import dev.stillframe.standalone.build.Scheduler;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.http.HttpServer;
import dev.stillframe.standalone.http.Limits;
import dev.stillframe.standalone.http.RequestLog;
import dev.stillframe.standalone.http.Site;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.web.DeploymentPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A data folder with its server, its API and its builders, each of which a test stops and starts as it likes. Nothing is built
 * unless a test or the page asks for it.
 */
final class Served implements AutoCloseable {
    private final Path folder;
    private final ManualClock clock;
    private final Gate gate = new Gate();
    private final Edition edition;
    private final Scheduler scheduler;
    private final LiveApi api;
    private final PageParts parts;
    private final List<BuildOutcome> outcomes = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int port;

    private Served(Path folder, ManualClock clock) {
        this.folder = folder;
        this.clock = clock;
        Settings settings = World.settingsOf(folder);
        this.edition = Edition.open(new DataFolder(folder), settings, DeploymentPages.of(settings), clock, gate);
        Awake awake = new Awake(clock, settings.rest(), () -> {});
        this.scheduler = new Scheduler(edition, clock, 2, awake, outcomes::add);
        this.parts = PageParts.of(edition, key -> {});
        this.api = new LiveApi(edition, parts.files(), awake, clock, new SecureRandom(), outcomes::add, problem -> {});
        this.server = server();
    }

    /** Opens a folder; serves nothing yet. */
    static Served at(Path folder, ManualClock clock) {
        return new Served(folder, clock);
    }

    private HttpServer server() {
        Health fine = new Health(Health.Status.OK, "test", Duration.ZERO, List.of());
        return new HttpServer(
                new Site(() -> fine, api.door(), parts.assets(), parts.files()),
                RequestLog.NONE,
                Limits.DEFAULT,
                false,
                clock);
    }

    /** Serves, at the port of the last time if there was one. */
    Served serve() {
        try {
            server.start(HttpServer.LOOPBACK, port);
            port = server.port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Builds what clients ask for, from now on. */
    Served answering() {
        api.start();
        return this;
    }

    /** The server is gone, and whoever connects is refused, until it is served again. */
    void kill() {
        server.stop();
        server = server();
    }

    /** The address of a path that begins with a slash. */
    String url(String path) {
        return "http://" + HttpServer.LOOPBACK + ":" + port + path;
    }

    /** Builds what is due, once. */
    void build() {
        try {
            scheduler.tick();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes in what the hosts measure until an instant, and sets the clock to it. */
    void measureUntil(Instant instant) {
        World.add(edition, clock.instant(), instant);
        clock.set(instant.toEpochMilli());
    }

    /** A token of a host's collector. */
    String collector(String host) {
        return new Tokens(edition.tokens(), clock, new SecureRandom())
                .issue(Role.COLLECTOR, host, Long.MAX_VALUE)
                .text();
    }

    Path folder() {
        return folder;
    }

    Edition edition() {
        return edition;
    }

    ManualClock clock() {
        return clock;
    }

    Gate gate() {
        return gate;
    }

    /** How all builds so far ended. */
    List<BuildOutcome> outcomes() {
        return outcomes;
    }

    @Override
    public void close() {
        gate.release();
        server.stop();
        api.close();
        scheduler.close();
        edition.close();
    }
}
