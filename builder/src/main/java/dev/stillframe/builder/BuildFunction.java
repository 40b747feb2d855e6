package dev.stillframe.builder;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.aws.cloudfront.CloudFrontCache;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics;
import dev.stillframe.aws.sqs.TaskMessage;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.port.CdnCache;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.refresh.Refreshes;
import dev.stillframe.core.schedule.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The function that the queue calls: it builds one scope for each message. */
public final class BuildFunction implements RequestStreamHandler {
    /** What is left of its time when it begins no further build, in milliseconds: more than an ordinary one takes. */
    private static final int ENOUGH_MILLIS = 30_000;

    private final Work work;
    private final BuildReport report;

    /** As the environment says. Refuses stores that cannot keep what is promised. */
    public BuildFunction() {
        this(FunctionSettings.of(System.getenv()), Clock.systemUTC(), System.out::println);
    }

    /**
     * The function with another clock.
     *
     * @param out takes lines for the log
     */
    public BuildFunction(FunctionSettings settings, InstantSource clock, Consumer<String> out) {
        AwsEdition edition = settings.open(clock);
        edition.requireFitStores();
        SecureRandom random = new SecureRandom();
        this.report = new BuildReport(
                new EmbeddedMetrics(settings.place().deployment(), "builder", clock, out),
                edition.clients().counter(),
                clock);
        this.work = new Work(
                edition,
                new Awake(clock, edition.settings().rest(), edition.awake(), () -> {}),
                new Refreshes(
                        edition.refreshes(), edition.snapshots(), clock, () -> Refresh.newId(random), asked -> {}),
                cache(settings, edition),
                report::problem);
    }

    private static CdnCache cache(FunctionSettings settings, AwsEdition edition) {
        String distribution = settings.place().distribution();
        return distribution == null
                ? CdnCache.NONE
                : new CloudFrontCache(
                        edition.clients(), distribution, () -> UUID.randomUUID().toString());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        List<String> failed = new ArrayList<>();
        for (Messages.Message message : Messages.read(event)) {
            // In a FIFO queue what comes after one that failed must not be done before it.
            if (!failed.isEmpty() || context.getRemainingTimeInMillis() < ENOUGH_MILLIS || !isDone(message)) {
                failed.add(message.id());
            }
        }
        Messages.write(failed, answer);
    }

    private boolean isDone(Messages.Message message) {
        report.begin();
        try {
            Work.Done done = work.run(TaskMessage.read(message.body()), message.received() > 1);
            report.end(done.outcome());
            return !done.again();
        } catch (StoreException | IllegalArgumentException e) {
            report.problem(String.valueOf(e.getMessage()));
            return false;
        }
    }
}
