package dev.stillframe.builder;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Metric;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Unit;
import dev.stillframe.aws.sqs.Queues;
import dev.stillframe.aws.sqs.SqsBuildQueue;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.refresh.Refreshes;
import dev.stillframe.core.schedule.Rounds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The function that a schedule calls once a minute: it sends the scopes that are due or have news to the queue. */
public final class ScheduleFunction implements RequestStreamHandler {
    private final Rounds rounds;
    private final Refreshes refreshes;
    private final EmbeddedMetrics metrics;
    private final InstantSource clock;

    /** As the environment says. */
    public ScheduleFunction() {
        this(FunctionSettings.of(System.getenv()), Clock.systemUTC(), System.out::println);
    }

    /**
     * The function with another clock.
     *
     * @param out takes lines for the log
     */
    public ScheduleFunction(FunctionSettings settings, InstantSource clock, Consumer<String> out) {
        AwsEdition edition = settings.open(clock);
        SecureRandom random = new SecureRandom();
        this.clock = clock;
        this.rounds = new Rounds(
                edition,
                edition.awake(),
                edition.facts(),
                new SqsBuildQueue(
                        edition.clients().sqs(), new Queues(settings.place().deployment())));
        this.refreshes = new Refreshes(
                edition.refreshes(), edition.snapshots(), clock, () -> Refresh.newId(random), asked -> {});
        this.metrics = new EmbeddedMetrics(settings.place().deployment(), "schedule", clock, out);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        long start = clock.millis();
        List<BuildTask> sent = rounds.round();
        refreshes.sweep();
        metrics.put(
                List.of(
                        new Metric("Sent", Unit.COUNT, sent.size()),
                        new Metric("RoundTime", Unit.MILLISECONDS, clock.millis() - start)),
                Map.of());
        answer.write(("{\"sent\":" + sent.size() + "}").getBytes(StandardCharsets.UTF_8));
    }
}
