package dev.stillframe.lambda;

import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics;
import dev.stillframe.aws.sqs.Queues;
import dev.stillframe.aws.sqs.SqsBuildQueue;
import dev.stillframe.core.api.Api;
import dev.stillframe.core.api.ApiParts;
import dev.stillframe.core.api.HealthPage;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.port.BuildQueue;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.refresh.Refreshes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Wires what the function consists of. */
final class FunctionParts {
    /** How often a request that waits for a build looks whether it has ended. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private static final int MEMORY = 16 << 20;

    private FunctionParts() {}

    /**
     * The exchange of a deployment.
     *
     * @param out takes lines for the log
     */
    static Exchange exchange(AwsEdition edition, Consumer<String> out) {
        InstantSource clock = edition.clock();
        SecureRandom random = new SecureRandom();
        String deployment = edition.parts().deployment();
        RequestReport report = new RequestReport(new EmbeddedMetrics(deployment, "api", clock, out));
        PublicFiles files = new PublicFiles(
                edition.snapshots(), edition.committedFiles(), key -> report.problem("damaged: " + key), MEMORY);
        BuildQueue queue =
                new LateQueue(() -> new SqsBuildQueue(edition.clients().sqs(), new Queues(deployment)));
        Refreshes refreshes = new Refreshes(
                edition.refreshes(),
                edition.snapshots(),
                clock,
                () -> Refresh.newId(random),
                added -> send(queue, added, report));
        Awake awake = new Awake(clock, edition.settings().rest(), edition.awake(), () -> {});
        Api api = new Api(ApiParts.of(edition, files, refreshes, awake::wake, report::problem, random), LOOK);
        String version = String.valueOf(FunctionParts.class.getPackage().getImplementationVersion());
        HealthPage health = new HealthPage(new ManifestHealth(edition.snapshots(), clock, version));
        boolean behindProxy = edition.settings().serving().behindProxy();
        return new Exchange(new Door(api, files, health, clock), behindProxy, api::sweep, report, clock);
    }

    /** The request is stored already: where the message is lost, a round of the schedule sends another. */
    private static void send(BuildQueue queue, Refresh added, RequestReport report) {
        try {
            queue.send(List.of(new BuildTask(added.scope(), BuildTask.Kind.REFRESH, added.id())));
        } catch (StoreException e) {
            report.problem(String.valueOf(e.getMessage()));
        }
    }
}
