package dev.stillframe.core.api;

import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Refreshes;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.core.settings.Serving;
import dev.stillframe.core.settings.Settings;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What the API works on.
 *
 * @param files answers for the public files
 * @param snapshots the store behind them
 * @param copies keeps what probers printed
 * @param wake told of each scope that somebody looks at; must return at once
 * @param rules of the calendar; their thresholds say which samples make their host be built at once
 */
public record ApiParts(
        ApiSettings settings,
        Metrics metrics,
        PublicFiles files,
        SnapshotStore snapshots,
        SampleStore samples,
        RawCopies copies,
        Tokens tokens,
        AuditLog audit,
        Refreshes refreshes,
        Consumer<Scope> wake,
        Rules rules,
        InstantSource clock) {
    /**
     * The parts of a deployment.
     *
     * @param files answers for the public files
     * @param refreshes the builds that are asked for
     * @param wake told of each scope that somebody looks at; must return at once
     * @param problems told in a sentence what went wrong beside an answer that stays as it is
     * @param random where secrets come from: in earnest a {@link java.security.SecureRandom}
     */
    public static ApiParts of(
            Deployment deployment,
            PublicFiles files,
            Refreshes refreshes,
            Consumer<Scope> wake,
            Consumer<String> problems,
            RandomGenerator random) {
        Settings settings = deployment.settings();
        Serving serving = settings.serving();
        return new ApiParts(
                new ApiSettings(
                        serving.reading() == Serving.Reading.PUBLIC,
                        serving.fallbackAfter(),
                        serving.buildsPerMinute()),
                settings.metrics(),
                files,
                deployment.snapshots(),
                deployment.samples(),
                new RawCopies(deployment.archive(), problems),
                new Tokens(deployment.tokens(), deployment.clock(), random),
                deployment.audit(),
                refreshes,
                wake,
                deployment.rules(),
                deployment.clock());
    }
}
