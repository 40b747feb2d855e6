package dev.stillframe.builder;

import dev.stillframe.aws.AwsEdition;
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
    private final AwsEdition edition;
    private final InstantSource clock;
    private final Consumer<String> out;

    /**
     * The parts of an open deployment.
     *
     * @param out takes lines for the log
     */
    BuilderParts(AwsEdition edition, Consumer<String> out) {
        this.edition = edition;
        this.clock = edition.clock();
        this.out = out;
    }

    /**
     * What builds.
     *
     * @throws dev.stillframe.aws.UnfitStoreException where stores cannot keep what is promised
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
                edition.clients().sqs(), new Queues(edition.parts().deployment()));
        Rounds rounds = new Rounds(edition, edition.awake(), edition.facts(), queue);
        return new ScheduledRound(rounds, refreshes(), edition.pruning(), metrics("schedule"), clock);
    }

    private EmbeddedMetrics metrics(String function) {
        return new EmbeddedMetrics(edition.parts().deployment(), function, clock, out);
    }

    private Refreshes refreshes() {
        SecureRandom random = new SecureRandom();
        return new Refreshes(edition.refreshes(), edition.snapshots(), clock, () -> Refresh.newId(random), asked -> {});
    }

    private CdnCache cache() {
        String distribution = edition.parts().distribution();
        return distribution == null
                ? CdnCache.NONE
                : new CloudFrontCache(
                        edition.clients(), distribution, () -> UUID.randomUUID().toString());
    }
}
