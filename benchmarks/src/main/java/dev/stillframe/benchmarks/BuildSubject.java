package dev.stillframe.benchmarks;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.LeaseStore;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A data folder with the history of one host, to which samples are added and which is built again and again. */
final class BuildSubject implements AutoCloseable {
    /** The host's scope. */
    static final Scope SCOPE = Scope.host("home");

    private static final long STEP = Duration.ofMinutes(5).toMillis();
    private static final int BATCH = 10_000;

    private final History history = new History("home", STEP, 5);
    private final SteppedClock clock = new SteppedClock(History.END);
    private final Ledger ledger = new Ledger();
    private final Edition edition;
    private final Builder builder;

    /** A new folder with so many days of history, not built yet. */
    BuildSubject(Path folder, int days) {
        edition = Edition.open(new DataFolder(folder), Settings.DEFAULT, clock);
        Ports ports = edition.ports();
        Ports noted = new Ports(
                ledger.noted(SampleStore.class, ports.samples()),
                ledger.noted(CheckpointStore.class, ports.checkpoints()),
                ledger.noted(SnapshotStore.class, ports.snapshots()),
                ledger.noted(LeaseStore.class, ports.leases()));
        builder = new Builder(
                noted,
                Settings.DEFAULT.metrics(),
                clock,
                () -> UUID.randomUUID().toString());
        List<Sample> samples = history.days(days);
        for (int i = 0; i < samples.size(); i += BATCH) {
            edition.samples().append(samples.subList(i, Math.min(i + BATCH, samples.size())), "import:1");
        }
    }

    /** The calls to the stores since the ledger was cleared. */
    Ledger ledger() {
        return ledger;
    }

    /** The present, epoch milliseconds. */
    long now() {
        return clock.millis();
    }

    /** Lets five minutes pass and takes one sample in. */
    Sample arrive() {
        clock.set(clock.millis() + STEP);
        Sample sample = history.at(clock.millis());
        edition.samples().append(List.of(sample), "upload");
        return sample;
    }

    /** Builds all windows. */
    BuildOutcome.Built build() {
        return built(BuildMode.ALL);
    }

    /** Computes all windows from the sample store. */
    BuildOutcome.Built rebuild() {
        return built(BuildMode.REBUILD);
    }

    private BuildOutcome.Built built(BuildMode mode) {
        BuildOutcome outcome = builder.build(SCOPE, mode);
        if (outcome instanceof BuildOutcome.Built built) {
            return built;
        }
        throw new IllegalStateException("the build ended with " + outcome);
    }

    /** Bytes of the host's stored state: its root record and the objects that it names. */
    long stateBytes() {
        return edition.database().read(connection -> {
            String sql = "SELECT (SELECT sum(length(bytes)) FROM roots WHERE scope = ?1)"
                    + " + (SELECT sum(length(bytes)) FROM objects WHERE scope = ?1)";
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setString(1, SCOPE.name());
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }

    @Override
    public void close() {
        edition.close();
    }
}
