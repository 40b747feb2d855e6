package dev.stillframe.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Metric;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Unit;
import dev.stillframe.aws.sqs.Queues;
import dev.stillframe.aws.sqs.SqsBuildQueue;
import dev.stillframe.core.api.Api;
import dev.stillframe.core.api.ApiParts;
import dev.stillframe.core.api.Call;
import dev.stillframe.core.api.HealthPage;
import dev.stillframe.core.api.Reply;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.port.BuildQueue;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.refresh.Refreshes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The function behind an HTTP API: the API of the core, and the public files for where no CDN is in front. */
public final class ApiFunction implements RequestStreamHandler {
    /** An event with this field is answered at once: it keeps an instance from being taken away. */
    static final String WARM = "stillframe-warm";

    /** How often a request that waits for a build looks whether it has ended. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private static final long SWEEP_MILLIS = 10_000;
    private static final int MEMORY = 16 << 20;

    private final Door door;
    private final Api api;
    private final EmbeddedMetrics metrics;
    private final InstantSource clock;
    private final boolean behindProxy;
    private long sweptAt;

    /** As the environment says. */
    public ApiFunction() {
        this(FunctionSettings.of(System.getenv()), Clock.systemUTC(), System.out::println);
    }

    /**
     * The function with another clock.
     *
     * @param out takes lines for the log
     */
    public ApiFunction(FunctionSettings settings, InstantSource clock, Consumer<String> out) {
        AwsEdition edition = settings.open(clock);
        SecureRandom random = new SecureRandom();
        String deployment = settings.place().deployment();
        this.clock = clock;
        this.metrics = new EmbeddedMetrics(deployment, "api", clock, out);
        this.behindProxy = edition.settings().serving().behindProxy();
        PublicFiles files = new PublicFiles(
                edition.snapshots(), edition.committedFiles(), key -> problem("damaged: " + key), MEMORY);
        BuildQueue queue = new SqsBuildQueue(edition.clients().sqs(), new Queues(deployment));
        Refreshes refreshes = new Refreshes(
                edition.refreshes(),
                edition.snapshots(),
                clock,
                () -> Refresh.newId(random),
                added -> send(queue, added));
        Awake awake = new Awake(clock, edition.settings().rest(), edition.awake(), () -> {});
        this.api = new Api(ApiParts.of(edition, files, refreshes, awake::wake, random), LOOK);
        String version = String.valueOf(ApiFunction.class.getPackage().getImplementationVersion());
        this.door =
                new Door(api, files, new HealthPage(new ManifestHealth(edition.snapshots(), clock, version)), clock);
    }

    /** The request is stored already: where the message is lost, a round of the schedule sends another. */
    private void send(BuildQueue queue, Refresh added) {
        try {
            queue.send(List.of(new BuildTask(added.scope(), BuildTask.Kind.REFRESH, added.id())));
        } catch (StoreException e) {
            problem(String.valueOf(e.getMessage()));
        }
    }

    private void problem(String what) {
        metrics.put(List.of(new Metric("Problems", Unit.COUNT, 1)), Map.of("problem", what));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode json = JsonMapper.shared().readTree(input);
        if (json.has(WARM)) {
            output.write("{\"warm\":true}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        long start = clock.millis();
        HttpEvent event = HttpEvent.read(json, behindProxy);
        Reply.Whole reply = door.answer(event);
        HttpAnswer.write(reply.answer(), output);
        log(event.call(), reply, clock.millis() - start);
        sweep();
    }

    /** Between two requests an instance is frozen, so that nothing can be done then. */
    private void sweep() {
        long now = clock.millis();
        if (Math.abs(now - sweptAt) >= SWEEP_MILLIS) {
            sweptAt = now;
            try {
                api.sweep();
            } catch (StoreException e) {
                problem(String.valueOf(e.getMessage()));
            }
        }
    }

    private void log(Call call, Reply.Whole reply, long millis) {
        int status = reply.answer().status();
        Map<String, String> facts = new TreeMap<>();
        facts.put("method", call.method());
        facts.put("path", call.path());
        facts.put("status", Integer.toString(status));
        facts.put("address", call.address());
        facts.put("scope", reply.facts().scope());
        facts.put("refresh", reply.facts().refresh());
        facts.put("token", reply.facts().token());
        facts.values().removeIf(String::isEmpty);
        metrics.put(
                List.of(
                        new Metric("Requests", Unit.COUNT, 1),
                        new Metric("ServerErrors", Unit.COUNT, status >= 500 ? 1 : 0),
                        new Metric("AnswerTime", Unit.MILLISECONDS, millis)),
                facts);
    }
}
