package dev.stillframe.core.api;

import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.ingest.Thresholds;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Refreshes;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What the API works on.
 *
 * @param files answers for the public files
 * @param snapshots the store behind them
 * @param wake told of each scope that somebody looks at; must return at once
 * @param thresholds which samples make their host be built at once
 */
public record ApiParts(
        ApiSettings settings,
        Metrics metrics,
        PublicFiles files,
        SnapshotStore snapshots,
        SampleStore samples,
        Tokens tokens,
        AuditLog audit,
        Refreshes refreshes,
        Consumer<Scope> wake,
        Thresholds thresholds,
        InstantSource clock) {}
