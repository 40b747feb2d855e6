package dev.stillframe.builder;

import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.aws.cloudfront.CloudFrontCache;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics;
import dev.stillframe.aws.sqs.Queues;
import dev.stillframe.aws.sqs.SqsBuildQueue;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.port.CdnCache;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.refresh.Refreshes;
import dev.stillframe.core.schedule.Rounds;
import dev.stillframe.core.schedule.Work;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;

/** Wires what the functions of this module consist of. Each makes one, and takes its own part. */
final class BuilderParts {
    private final FunctionSettings settings;
    private final AwsEdition edition;
    private final InstantSource clock;
    private final Consumer<String> out;

    /**
     * Opens the deployment.
     *
     * @param out takes lines for the log
     * @throws dev.stillframe.core.port.StoreException when its settings cannot be read
     */
    BuilderParts(FunctionSettings settings, InstantSource clock, Consumer<String> out) {
        this.settings = settings;
        this.edition = settings.open(clock);
        this.clock = clock;
        this.out = out;
    }

    /**
     * What builds.
     *
     * @throws dev.stillframe.aws.s3.UnfitStoreException where stores cannot keep what is promised
     */
    QueuedBuilds builds() {
        edition.requireFitStores();
        BuildReport report =
                new BuildReport(metrics("builder"), edition.clients().counter(), clock);
        Awake awake = new Awake(clock, edition.settings().rest(), edition.awake(), () -> {});
        return new QueuedBuilds(new Work(edition, awake, refreshes(), cache(), report::problem), report);
    }

    /** What finds the scopes that are to be built. */
    ScheduledRound round() {
        SqsBuildQueue queue = new SqsBuildQueue(
                edition.clients().sqs(), new Queues(settings.place().deployment()));
        Rounds rounds = new Rounds(edition, edition.awake(), edition.facts(), queue);
        return new ScheduledRound(rounds, refreshes(), metrics("schedule"), clock);
    }

    private EmbeddedMetrics metrics(String function) {
        return new EmbeddedMetrics(settings.place().deployment(), function, clock, out);
    }

    private Refreshes refreshes() {
        SecureRandom random = new SecureRandom();
        return new Refreshes(edition.refreshes(), edition.snapshots(), clock, () -> Refresh.newId(random), asked -> {});
    }

    private CdnCache cache() {
        String distribution = settings.place().distribution();
        return distribution == null
                ? CdnCache.NONE
                : new CloudFrontCache(
                        edition.clients(), distribution, () -> UUID.randomUUID().toString());
    }
}
