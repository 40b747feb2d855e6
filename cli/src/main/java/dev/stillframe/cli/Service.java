package dev.stillframe.cli;

import dev.stillframe.core.api.Health;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.build.LiveApi;
import dev.stillframe.standalone.build.Scheduler;
import dev.stillframe.standalone.http.HttpServer;
import dev.stillframe.standalone.http.Limits;
import dev.stillframe.standalone.http.RequestLog;
import dev.stillframe.standalone.http.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one-machine edition at work: server, scheduler and builder of a data folder, until it is closed. */
final class Service implements AutoCloseable {
    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger SERVER_LOG = Logger.getLogger("org.eclipse.jetty");

    private static final FileTime NO_SETTINGS = FileTime.fromMillis(0);

    private final Edition edition;
    private final InstantSource clock;
    private final PrintWriter err;
    private final Scheduler scheduler;
    private final LiveApi api;
    private final HttpServer server;
    private final long started;
    private final Semaphore wake = new Semaphore(0);
    private final Thread loop;
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private FileTime settingsAt;
    private boolean outdated;
    private volatile boolean closing;
    private Runnable beforeTick = () -> {};
    private volatile Runnable afterEachBuild = () -> {};

    /**
     * A service that does nothing yet.
     *
     * @param shifted what people see, where the clock is not the true one; else null
     * @param log told of each request
     */
    Service(Edition edition, InstantSource clock, @Nullable Pages shifted, RequestLog log, PrintWriter err) {
        SERVER_LOG.setLevel(Level.WARNING);
        this.edition = edition;
        this.clock = clock;
        this.err = err;
        this.started = clock.millis();
        this.settingsAt = settingsTime();
        Awake awake = new Awake(clock, edition.settings().rest(), wake::release);
        this.scheduler = new Scheduler(edition, clock, Runtime.getRuntime().availableProcessors(), awake, this::report);
        LivePages pages = new LivePages(edition, shifted);
        PublicFiles files = new PublicFiles(
                edition.ports().snapshots(), edition.committedFiles(), pages, this::repair, PublicFiles.DEFAULT_MEMORY);
        this.api = new LiveApi(edition, files, awake, clock, new SecureRandom(), this::report, this::say);
        this.server = new HttpServer(
                new Site(this::health, api.door(), pages.assets(), files),
                log,
                Limits.DEFAULT,
                edition.settings().serving().behindProxy(),
                clock);
        this.loop = Thread.ofPlatform().name("scheduler").unstarted(this::loop);
    }

    /** Does something at the beginning of every round, such as making samples. Call before serving. */
    void beforeEachRound(Runnable action) {
        beforeTick = action;
    }

    /** Serves what is there, and begins to build. */
    void serve(String bind, int port) throws IOException {
        server.start(bind, port);
        wake.release();
        loop.start();
        api.start();
    }

    /** Builds once, so that there is something to see, then serves at the first port that is free, and goes on building. */
    void show(String bind, int port) throws IOException, InterruptedException {
        int scopes = edition.scopes().size();
        AtomicInteger built = new AtomicInteger();
        Progress progress = Progress.pieces(err, "built");
        afterEachBuild = () -> progress.at(built.incrementAndGet(), scopes);
        scheduler.tick();
        afterEachBuild = () -> {};
        server.startFrom(bind, port);
        loop.start();
        api.start();
    }

    int port() {
        return server.port();
    }

    private void loop() {
        while (!closing) {
            try {
                wake.tryAcquire(1, TimeUnit.SECONDS);
                wake.drainPermits();
                if (!closing) {
                    beforeTick.run();
                    tick();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                say("the scheduler goes on after: " + e.getMessage());
            }
        }
    }

    /** The settings hold until a restart; whoever changes the file is told that. */
    private void lookAtSettings() {
        FileTime now = settingsTime();
        if (!now.equals(settingsAt)) {
            settingsAt = now;
            say("the settings file has changed; this 'serve' goes on with the settings it was started with until it is"
                    + " restarted");
        }
    }

    private FileTime settingsTime() {
        try {
            return Files.getLastModifiedTime(edition.folder().settings());
        } catch (IOException e) {
            return NO_SETTINGS;
        }
    }

    private void tick() throws InterruptedException {
        lookAtSettings();
        if (!edition.isOutdated()) {
            scheduler.tick();
        } else if (!outdated) {
            outdated = true;
            say("the settings have changed: nothing is built any more until this 'serve' is restarted");
        }
    }

    private void report(BuildOutcome outcome) {
        afterEachBuild.run();
        String scope = outcome.scope().name();
        String failure = outcome instanceof BuildOutcome.Failed f ? f.reason() : "";
        if (failure.equals(failures.put(scope, failure))) {
            return; // Said already.
        }
        switch (outcome) {
            case BuildOutcome.Failed f ->
                say(f.scope() + ": the build failed, the files are as they were: " + f.reason());
            case BuildOutcome.Built b -> {
                if (!b.warning().isEmpty()) {
                    say(b.scope() + ": " + b.warning());
                }
            }
            case BuildOutcome.Unchanged u -> {}
            case BuildOutcome.Busy b -> {}
            case BuildOutcome.Superseded s -> {}
        }
    }

    private void say(String line) {
        err.println(clock.instant() + " " + line);
    }

    /** A reader met a file that is missing or damaged: its scope is built at once. */
    private void repair(String key) {
        scheduler.want(Scope.ofKey(key));
        wake.release();
    }

    private Health health() {
        long now = clock.millis();
        List<Health.ScopeHealth> scopes = new ArrayList<>();
        boolean degraded = false;
        for (Scheduler.ScopeHealth h : scheduler.health()) {
            boolean never = h.builtAt() == Long.MIN_VALUE;
            boolean stale = never || !h.failure().isEmpty() || now > h.expiresAt();
            degraded |= stale;
            scopes.add(new Health.ScopeHealth(
                    h.scope().name(), never ? null : Duration.ofMillis(Math.max(0, now - h.builtAt())), stale));
        }
        return new Health(
                degraded ? Health.Status.DEGRADED : Health.Status.OK,
                Version.text(),
                Duration.ofMillis(Math.max(0, now - started)),
                scopes);
    }

    /** Takes no more requests, finishes those in work and the build in work, and stops. */
    @Override
    public void close() {
        closing = true;
        wake.release();
        server.stop();
        try {
            loop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        api.close();
        scheduler.close();
    }
}
