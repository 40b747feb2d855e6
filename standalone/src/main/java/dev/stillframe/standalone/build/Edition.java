package dev.stillframe.standalone.build;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Directory;
import dev.stillframe.core.encode.FallbackKeys;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.port.TokenStore;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.CommittedFiles;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.files.Effects;
import dev.stillframe.standalone.files.LocalSnapshotStore;
import dev.stillframe.standalone.sqlite.Database;
import dev.stillframe.standalone.sqlite.Facts;
import dev.stillframe.standalone.sqlite.SqliteAuditLog;
import dev.stillframe.standalone.sqlite.SqliteCheckpointStore;
import dev.stillframe.standalone.sqlite.SqliteImportLog;
import dev.stillframe.standalone.sqlite.SqliteLeaseStore;
import dev.stillframe.standalone.sqlite.SqliteRefreshQueue;
import dev.stillframe.standalone.sqlite.SqliteSampleStore;
import dev.stillframe.standalone.sqlite.SqliteTokenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The one-machine edition of a data folder, wired: every port, the builder, and the lists beside the snapshots. */
public final class Edition implements AutoCloseable {
    private final DataFolder folder;
    private final Settings settings;
    private final InstantSource clock;
    private final Database database;
    private final Ports ports;
    private static final String SETTINGS = "settings";

    private final Facts facts;
    private final ImportLog imports;
    private final SqliteSampleStore samples;
    private final TokenStore tokens;
    private final AuditLog audit;
    private final RefreshQueue refreshes;
    private final Builder builder;

    private Edition(DataFolder folder, Settings settings, InstantSource clock, Database database, Effects effects) {
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.database = database;
        this.facts = new Facts(database);
        this.imports = new SqliteImportLog(database);
        this.samples = new SqliteSampleStore(database, settings.metrics());
        this.tokens = new SqliteTokenStore(database);
        this.audit = new SqliteAuditLog(database);
        this.refreshes = new SqliteRefreshQueue(database);
        this.ports = new Ports(
                samples,
                new SqliteCheckpointStore(database),
                new LocalSnapshotStore(folder, database, clock, effects),
                new SqliteLeaseStore(database));
        this.builder = new Builder(
                ports, settings.metrics(), clock, () -> UUID.randomUUID().toString());
    }

    /**
     * Opens a data folder, or makes a new one.
     *
     * @throws StoreException when it cannot be written
     * @throws dev.stillframe.standalone.sqlite.IncompatibleDataException when a newer version wrote it
     */
    public static Edition open(DataFolder folder, Settings settings, InstantSource clock) {
        return open(folder, settings, clock, Effects.NONE);
    }

    /** As {@link #open(DataFolder, Settings, InstantSource)}, with somebody told before each change of a file. */
    public static Edition open(DataFolder folder, Settings settings, InstantSource clock, Effects effects) {
        try {
            Files.createDirectories(folder.root());
        } catch (IOException e) {
            throw new StoreException(
                    folder.root() + (Files.exists(folder.root()) ? " is not a folder" : " cannot be made")
                            + "; choose another with --data",
                    e);
        }
        if (!Files.isWritable(folder.root())) {
            throw new StoreException("the data folder " + folder.root()
                    + " cannot be written; make it writable, or choose another with --data");
        }
        Database database = new Database(folder.database());
        try {
            return new Edition(folder, settings, clock, database, effects);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** The folder. */
    public DataFolder folder() {
        return folder;
    }

    /** Its settings. */
    public Settings settings() {
        return settings;
    }

    /** The stores that builds work on. */
    public Ports ports() {
        return ports;
    }

    /** The samples. */
    public SampleStore samples() {
        return ports.samples();
    }

    /** The imports. */
    public ImportLog imports() {
        return imports;
    }

    /** The tokens. */
    public TokenStore tokens() {
        return tokens;
    }

    /** The audit log. */
    public AuditLog audit() {
        return audit;
    }

    /** The builds that were asked for. */
    public RefreshQueue refreshes() {
        return refreshes;
    }

    /**
     * Removes the fallbacks of a token's host, whoever sent them: a collector that is trusted sends new ones.
     *
     * @return how many there were
     */
    public long removeFallbacks(String tokenId) {
        String host = tokens.find(tokenId).map(Token::host).orElse(null);
        if (host == null) {
            return 0;
        }
        long present = SnapshotId.of(Scope.host(host)).stream()
                .filter(id -> ports.snapshots().read(FallbackKeys.key(id)).isPresent())
                .count();
        ports.snapshots().remove(FallbackKeys.of(Scope.host(host)));
        return present;
    }

    /** How many origins are in quarantine: it grows with each, in the same step in which their samples cease to count. */
    public long closedOrigins() {
        return samples.closedOrigins();
    }

    /** The builder. */
    public Builder builder() {
        return builder;
    }

    /** The database file, for checks. */
    public Database database() {
        return database;
    }

    /** A verifier. */
    public Verifier verifier() {
        return new Verifier(ports, settings.metrics());
    }

    /** What to serve for a damaged public file. */
    public CommittedFiles committedFiles() {
        return new CommittedFiles(ports.checkpoints(), ports.snapshots(), LocalSnapshotStore::versionId);
    }

    /** {@code all}, then every host that ever had a sample, by name. */
    public List<Scope> scopes() {
        List<Scope> scopes = new ArrayList<>();
        scopes.add(Scope.ALL);
        hosts().forEach(h -> scopes.add(Scope.host(h.host())));
        return scopes;
    }

    private List<HostSummary> hosts() {
        return ports.samples().hosts(clock.millis());
    }

    /** Writes {@code hosts.json} and {@code config.json} where they are missing, damaged or no longer right. */
    public void publishDirectory() {
        // Made of the list itself: no log ever gets shorter, so of two writers the one who knows more has the higher
        // number.
        List<HostSummary> hosts = hosts();
        long number = hosts.stream().mapToLong(h -> h.head().number()).sum();
        publish(number, Directory.hosts(hosts));
        // Made of the settings alone: whoever writes last is right.
        publish(0, config());
    }

    /** Whether {@code hosts.json} or {@code config.json} is missing or not what was put there. */
    public boolean directoryIsDamaged() {
        return !ports.snapshots()
                .damaged(List.of(Directory.HOSTS, Directory.CONFIG))
                .isEmpty();
    }

    /** What is wrong with {@code hosts.json} and {@code config.json}, one line each; empty when nothing is. */
    public List<String> directoryDifferences() {
        List<String> differences = new ArrayList<>();
        for (String key : ports.snapshots().damaged(List.of(Directory.HOSTS, Directory.CONFIG))) {
            differences.add(key + ": the file is missing or damaged");
        }
        ports.snapshots()
                .read(Directory.CONFIG)
                .filter(p -> !Arrays.equals(p.object().body(), config().body()))
                .ifPresent(p ->
                        differences.add(Directory.CONFIG + ": it was written with other settings than are set now"));
        return differences;
    }

    /**
     * Makes this edition's settings those of the folder: a running {@code serve} with others stops building.
     *
     * @return whether the folder had others
     */
    public boolean adoptSettings() {
        boolean changed = isOutdated();
        facts.put(SETTINGS, settingsNow());
        return changed;
    }

    /** Whether another process has built with other settings since this one adopted its own. */
    public boolean isOutdated() {
        return facts.get(SETTINGS).filter(s -> !s.equals(settingsNow())).isPresent();
    }

    private String settingsNow() {
        // No public file says the rest, but two processes must agree on it.
        String rest = settings.rest().isRest() ? " rest " + settings.rest().restMillis() : "";
        return Checksum.of(config().body()) + rest;
    }

    private StoredObject config() {
        return Directory.config(settings.metrics(), settings.zone().getId(), settings.promised(), settings.minimum());
    }

    private void publish(long number, StoredObject object) {
        boolean same = ports.snapshots()
                .read(object.key())
                .filter(p -> Arrays.equals(p.object().body(), object.body()))
                .isPresent();
        if (!same) {
            ports.snapshots().publish(number, List.of(object));
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
