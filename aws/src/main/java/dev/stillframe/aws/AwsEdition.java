package dev.stillframe.aws;

import dev.stillframe.aws.dynamodb.DynamoAuditLog;
import dev.stillframe.aws.dynamodb.DynamoAwakeStore;
import dev.stillframe.aws.dynamodb.DynamoCheckpointStore;
import dev.stillframe.aws.dynamodb.DynamoFactStore;
import dev.stillframe.aws.dynamodb.DynamoImportLog;
import dev.stillframe.aws.dynamodb.DynamoLeaseStore;
import dev.stillframe.aws.dynamodb.DynamoRefreshQueue;
import dev.stillframe.aws.dynamodb.DynamoSampleStore;
import dev.stillframe.aws.dynamodb.DynamoTokenStore;
import dev.stillframe.aws.dynamodb.Tables;
import dev.stillframe.aws.s3.S3SnapshotStore;
import dev.stillframe.aws.s3.S3StateObjects;
import dev.stillframe.aws.s3.SettingsObject;
import dev.stillframe.aws.s3.StoreCheck;
import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.deployment.Stores;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.port.AwakeStore;
import dev.stillframe.core.port.FactStore;
import dev.stillframe.core.publish.CommittedFiles;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.core.settings.SettingsReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The edition on managed services: a deployment in two buckets and two tables. */
public final class AwsEdition extends Deployment {
    /** How often a host is built that nobody asks for, where nothing is set. */
    public static final Cadence USUAL_REST = Cadence.resting(Duration.ofHours(6));

    private static final Duration LEASES_KEPT = Duration.ofDays(1);
    private static final Duration REFRESHES_KEPT = Duration.ofDays(3);
    private static final Duration AUDIT_KEPT = Duration.ofDays(90);
    private static final Duration AWAKE_KEPT = Duration.ofHours(6);
    private static final String CHECKED = "stores-checked";

    private final Place place;
    private final Clients clients;
    private final S3Client s3;
    private final Supplier<String> ids;
    private final FactStore facts;
    private final AwakeStore awake;

    private AwsEdition(
            Place place,
            Clients clients,
            S3Client s3,
            DynamoDbClient dynamo,
            Settings settings,
            InstantSource clock,
            Supplier<String> ids) {
        super(stores(place, s3, dynamo, settings, clock, ids), settings, clock, ids);
        this.place = place;
        this.clients = clients;
        this.s3 = s3;
        this.ids = ids;
        this.facts = new DynamoFactStore(dynamo, place.tables(), ids);
        this.awake = new DynamoAwakeStore(dynamo, place.tables(), AWAKE_KEPT, ids);
    }

    private static Stores stores(
            Place place,
            S3Client s3,
            DynamoDbClient dynamo,
            Settings settings,
            InstantSource clock,
            Supplier<String> ids) {
        Tables tables = place.tables();
        return new Stores(
                new Ports(
                        new DynamoSampleStore(dynamo, tables, settings.metrics(), ids),
                        new DynamoCheckpointStore(dynamo, tables, new S3StateObjects(s3, place.buckets()), ids),
                        new S3SnapshotStore(s3, place.buckets(), ids),
                        new DynamoLeaseStore(dynamo, tables, LEASES_KEPT, ids)),
                new DynamoImportLog(dynamo, tables, ids),
                new DynamoTokenStore(dynamo, tables, ids),
                new DynamoAuditLog(dynamo, tables, clock, AUDIT_KEPT, ids),
                new DynamoRefreshQueue(dynamo, tables, REFRESHES_KEPT, ids),
                new DynamoFactStore(dynamo, tables, ids));
    }

    /**
     * Opens a deployment. Its settings are those of {@code stillframe.yaml} in the private bucket and of the environment.
     *
     * @param clients how the services are reached; closed with the edition
     * @param environment variables with settings
     * @param clock the present
     * @param ids random texts that never repeat, of letters, digits and hyphens, at most 36 characters
     * @throws dev.stillframe.core.settings.SettingsException when the settings are not as they must be
     * @throws dev.stillframe.core.port.StoreException when the settings cannot be read
     */
    public static AwsEdition open(
            Place place, Clients clients, Map<String, String> environment, InstantSource clock, Supplier<String> ids) {
        S3Client s3 = clients.s3();
        SettingsObject file = new SettingsObject(s3, place.buckets());
        Settings settings = SettingsReader.read(file.read().orElse(null), file.name(), environment, USUAL_REST);
        return new AwsEdition(place, clients, s3, clients.dynamodb(), settings, clock, ids);
    }

    /**
     * Tries the stores out once for each deployment: whether conditions hold, versions are kept and so on.
     *
     * @throws dev.stillframe.aws.s3.UnfitStoreException with all that is missing; then nothing may be published
     */
    @Override
    public void requireFitStores() {
        String here = clients.target() + " " + place.buckets();
        if (!facts.get(CHECKED).filter(here::equals).isPresent()) {
            storeCheck().require();
            facts.put(CHECKED, here);
        }
    }

    /** Tries the stores out, each time. */
    public StoreCheck storeCheck() {
        return new StoreCheck(s3, place.buckets(), clients.target(), ids);
    }

    /** The names of its parts. */
    public Place parts() {
        return place;
    }

    /** How its services are reached. */
    public Clients clients() {
        return clients;
    }

    /** Which hosts somebody asked for. */
    public AwakeStore awake() {
        return awake;
    }

    @Override
    public String place() {
        return place.deployment() + " on " + clients.target();
    }

    /** What to serve for a damaged public file. */
    public CommittedFiles committedFiles() {
        return committedFiles(S3SnapshotStore::versionId);
    }

    @Override
    public void close() {
        clients.close();
    }
}
