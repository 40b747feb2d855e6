package dev.stillframe.standalone.build;

import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.api.Health;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.publish.BuildListener;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.BuildStep;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.settings.Serving;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.files.Effects;
import dev.stillframe.standalone.http.Assets;
import dev.stillframe.standalone.http.HttpServer;
import dev.stillframe.standalone.http.Limits;
import dev.stillframe.standalone.http.RequestLog;
import dev.stillframe.standalone.http.Site;
import dev.stillframe.testkit.ShownPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The edition on a folder with its API, a server on a free port, and the worker of refreshes; no scheduler. */
public final class LiveServer implements AutoCloseable {
    private final Edition edition;
    private final InstantSource clock;
    private final LiveApi api;
    private final HttpServer server;
    private final List<BuildOutcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    /**
     * What is otherwise than in earnest.
     *
     * @param settings the settings
     * @param effects told before each change of a file
     * @param queue puts somebody between the API and its queue
     * @param builder puts somebody between the worker and the builder
     */
    record Setup(
            Settings settings,
            Effects effects,
            UnaryOperator<RefreshQueue> queue,
            UnaryOperator<Function<BuildOrder, BuildOutcome>> builder) {
        /** Nothing. */
        static final Setup PLAIN = new Setup(Settings.DEFAULT, Effects.NONE, queue -> queue, builder -> builder);

        /** One address or token may ask for so many new builds a minute. */
        Setup withBuilds(int perMinute) {
            Serving serving = new Serving(Serving.Reading.PUBLIC, Duration.ofMinutes(15), perMinute, false, false);
            return new Setup(settings.withServing(serving), effects, queue, builder);
        }

        Setup withEffects(Effects other) {
            return new Setup(settings, other, queue, builder);
        }

        Setup withQueue(UnaryOperator<RefreshQueue> other) {
            return new Setup(settings, effects, other, builder);
        }

        Setup withBuilder(UnaryOperator<Function<BuildOrder, BuildOutcome>> other) {
            return new Setup(settings, effects, queue, other);
        }

        /** Somebody is told of the steps of builds, after the worker was. */
        Setup withSteps(Consumer<BuildStep> steps) {
            return withBuilder(made -> order -> {
                BuildListener both = step -> {
                    order.listener().reached(step);
                    steps.accept(step);
                };
                return made.apply(new BuildOrder(order.scope(), order.mode(), both, order.cadence()));
            });
        }
    }

    private LiveServer(Path folder, InstantSource clock, Setup setup) {
        this.edition = Edition.open(new DataFolder(folder), setup.settings(), ShownPages.PAGES, clock, setup.effects());
        this.clock = clock;
        PublicFiles files = new PublicFiles(
                edition.ports().snapshots(), edition.committedFiles(), key -> {}, PublicFiles.DEFAULT_MEMORY);
        this.api = new LiveApi(
                edition,
                setup.queue().apply(edition.refreshes()),
                setup.builder().apply(edition.builder()::build),
                files,
                new Awake(clock, Cadence.NONE, () -> {}),
                clock,
                new SecureRandom(),
                outcomes::add,
                problems::add);
        Assets none = path -> Optional.empty();
        Health fine = new Health(Health.Status.OK, "test", Duration.ZERO, List.of());
        this.server = new HttpServer(
                new Site(() -> fine, api.door(), none, files), RequestLog.NONE, Limits.DEFAULT, false, clock);
    }

    /** Opens a folder and serves it; builds what is asked for. */
    public static LiveServer at(Path folder, InstantSource clock) {
        return at(folder, clock, Setup.PLAIN);
    }

    static LiveServer at(Path folder, InstantSource clock, Setup setup) {
        LiveServer live = new LiveServer(folder, clock, setup);
        live.listen();
        live.api.start();
        return live;
    }

    /** Opens a folder and serves it, and builds nothing: nobody but its clients moves it. */
    public static LiveServer still(Path folder, InstantSource clock) {
        LiveServer live = new LiveServer(folder, clock, Setup.PLAIN);
        live.listen();
        return live;
    }

    private void listen() {
        try {
            server.start(HttpServer.LOOPBACK, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is served. */
    public Edition edition() {
        return edition;
    }

    int port() {
        return server.port();
    }

    /** A client of it. */
    public ApiClient client() {
        return new ApiClient(server.port());
    }

    /** A new token of a collector. */
    String collector(String host) {
        return new Tokens(edition.tokens(), clock, new SecureRandom())
                .issue(Role.COLLECTOR, host, Long.MAX_VALUE)
                .text();
    }

    /** How the builds that were asked for ended, without those that found another at work. */
    List<BuildOutcome> builds() {
        return outcomes.stream().filter(o -> !(o instanceof BuildOutcome.Busy)).toList();
    }

    /** What went wrong outside of a build. */
    List<String> problems() {
        return problems;
    }

    /** Stops the server, does something, and then stops the rest. */
    void close(Runnable between) {
        server.stop();
        between.run();
        close();
    }

    @Override
    public void close() {
        server.stop();
        api.close();
        edition.close();
    }
}
