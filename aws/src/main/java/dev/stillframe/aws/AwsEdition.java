package dev.stillframe.aws;

import dev.stillframe.aws.dynamodb.DatabaseCheck;
import dev.stillframe.aws.dynamodb.DynamoAuditLog;
import dev.stillframe.aws.dynamodb.DynamoAwakeStore;
import dev.stillframe.aws.dynamodb.DynamoCheckpointStore;
import dev.stillframe.aws.dynamodb.DynamoFactStore;
import dev.stillframe.aws.dynamodb.DynamoImportLog;
import dev.stillframe.aws.dynamodb.DynamoLeaseStore;
import dev.stillframe.aws.dynamodb.DynamoRefreshQueue;
import dev.stillframe.aws.dynamodb.DynamoSampleStore;
import dev.stillframe.aws.dynamodb.DynamoTokenStore;
import dev.stillframe.aws.dynamodb.Expired;
import dev.stillframe.aws.dynamodb.Tables;
import dev.stillframe.aws.s3.OldObjects;
import dev.stillframe.aws.s3.S3RawArchive;
import dev.stillframe.aws.s3.S3SnapshotStore;
import dev.stillframe.aws.s3.S3StateObjects;
import dev.stillframe.aws.s3.SettingsObject;
import dev.stillframe.aws.s3.StoreCheck;
import dev.stillframe.aws.sqs.QueueCheck;
import dev.stillframe.aws.sqs.Queues;
import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.deployment.Stores;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.port.AwakeStore;
import dev.stillframe.core.port.FactStore;
import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.publish.CommittedFiles;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.core.settings.SettingsReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The edition on managed services: a deployment in two buckets and two tables. */
public final class AwsEdition extends Deployment {
    /** How often a host is built that nobody asks for, where nothing is set. */
    public static final Cadence USUAL_REST = Cadence.resting(Duration.ofHours(6));

    /** Longer than any scope rests, so that what is new is always found in the logs. */
    private static final Duration LOGS_KEPT = Cadence.LONGEST.multipliedBy(2);

    private static final Duration LEASES_KEPT = Duration.ofDays(1);
    private static final Duration REFRESHES_KEPT = Duration.ofDays(3);
    /** A little shorter than the core keeps them: what the database expires costs no write. */
    private static final Duration AUDIT_KEPT = Duration.ofDays(87);

    private static final Duration AWAKE_KEPT = Duration.ofHours(6);
    private static final String CHECKED = "stores-checked";

    private final Place place;
    private final Clients clients;
    private final S3Client s3;
    private final DynamoDbClient dynamo;
    private final Supplier<String> ids;
    private final FactStore facts;
    private final AwakeStore awake;

    private AwsEdition(
            Place place,
            Clients clients,
            S3Client s3,
            DynamoDbClient dynamo,
            Settings settings,
            Pages pages,
            InstantSource clock,
            Supplier<String> ids) {
        super(stores(place, s3, dynamo, settings, clock, ids), settings, pages, clock, ids);
        this.place = place;
        this.clients = clients;
        this.s3 = s3;
        this.dynamo = dynamo;
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
                        new DynamoSampleStore(dynamo, tables, settings.metrics(), ids, clock, LOGS_KEPT),
                        new DynamoCheckpointStore(dynamo, tables, new S3StateObjects(s3, place.buckets()), ids),
                        new S3SnapshotStore(s3, place.buckets(), ids, clock),
                        new DynamoLeaseStore(dynamo, tables, LEASES_KEPT, ids)),
                new DynamoImportLog(dynamo, tables, ids),
                new DynamoTokenStore(dynamo, tables, ids),
                new DynamoAuditLog(dynamo, tables, clock, AUDIT_KEPT, ids),
                new DynamoRefreshQueue(dynamo, tables, REFRESHES_KEPT, ids),
                new DynamoFactStore(dynamo, tables, ids),
                settings.serving().archive()
                        ? new S3RawArchive(s3, place.buckets(), settings.zone())
                        : RawArchive.NONE);
    }

    /** Opens a deployment for what publishes no pages. */
    public static AwsEdition open(
            Place place, Clients clients, Map<String, String> environment, InstantSource clock, Supplier<String> ids) {
        return open(place, clients, environment, settings -> Pages.NONE, clock, ids);
    }

    /**
     * Opens a deployment. Its settings are those of {@code stillframe.yaml} in the private bucket and of the environment.
     *
     * @param clients how the services are reached; closed with the edition
     * @param environment variables with settings
     * @param pages makes what people see in a deployment with such settings
     * @param clock the present
     * @param ids random texts that never repeat, of letters, digits and hyphens, at most 36 characters
     * @throws dev.stillframe.core.settings.SettingsException when the settings are not as they must be
     * @throws dev.stillframe.core.port.StoreException when the settings cannot be read
     */
    public static AwsEdition open(
            Place place,
            Clients clients,
            Map<String, String> environment,
            Function<Settings, Pages> pages,
            InstantSource clock,
            Supplier<String> ids) {
        S3Client s3 = clients.s3();
        SettingsObject file = new SettingsObject(s3, place.buckets());
        Settings settings = SettingsReader.read(file.read().orElse(null), file.name(), environment, USUAL_REST);
        return new AwsEdition(place, clients, s3, clients.dynamodb(), settings, pages.apply(settings), clock, ids);
    }

    /**
     * Tries the stores out once for each deployment: whether conditions hold, versions are kept, messages are held back and so on. After that
     * it costs one read.
     *
     * @throws UnfitStoreException with the name of each store that lacks something, and all that it lacks; then nothing may be
     *     published
     */
    @Override
    public void requireFitStores() {
        String here = clients.target() + " " + place.buckets();
        if (!facts.get(CHECKED).filter(here::equals).isPresent()) {
            Map<String, List<String>> missing = new LinkedHashMap<>();
            missing.put("the store at " + target("s3"), storeCheck().missing());
            missing.put("the database at " + target("dynamodb"), databaseCheck().missing());
            missing.put("the queues at " + target("sqs"), queueCheck().missing());
            missing.values().removeIf(List::isEmpty);
            if (!missing.isEmpty()) {
                throw UnfitStoreException.of(missing);
            }
            facts.put(CHECKED, here);
        }
    }

    private String target(String service) {
        return clients.settings()
                .endpoint(service)
                .map(endpoint -> endpoint + ", region " + clients.settings().region())
                .orElseGet(clients::target);
    }

    /** Tries the object store out, each time. */
    public StoreCheck storeCheck() {
        return new StoreCheck(s3, place.buckets(), target("s3"), ids);
    }

    /** Tries the database out, each time. */
    public DatabaseCheck databaseCheck() {
        return new DatabaseCheck(dynamo, place.tables(), ids);
    }

    /** Looks at the queues, and tries them out where they are those of a compatible server. */
    public QueueCheck queueCheck() {
        boolean compatible = clients.settings().endpoint("sqs").isPresent();
        return new QueueCheck(clients.sqs(), new Queues(place.deployment()), compatible, ids);
    }

    /** Removes what nobody needs any more and nobody else removes. */
    public Pruning pruning() {
        S3StateObjects stateObjects = new S3StateObjects(s3, place.buckets());
        return new Pruning(
                new Pruning.Parts(
                        new OldObjects(s3, place.buckets()),
                        stateObjects,
                        new DynamoCheckpointStore(dynamo, place.tables(), stateObjects, ids),
                        snapshots(),
                        refreshes(),
                        facts,
                        databaseCheck(),
                        new Expired(dynamo, place.tables(), ids)),
                Pruning.Ages.USUAL,
                clock());
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
