package dev.stillframe.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.dynamodb.DatabaseCheck;
import dev.stillframe.aws.dynamodb.DynamoCheckpointStore;
import dev.stillframe.aws.dynamodb.DynamoFactStore;
import dev.stillframe.aws.dynamodb.DynamoLeaseStore;
import dev.stillframe.aws.dynamodb.DynamoRefreshQueue;
import dev.stillframe.aws.dynamodb.Expired;
import dev.stillframe.aws.dynamodb.Tables;
import dev.stillframe.aws.s3.Buckets;
import dev.stillframe.aws.s3.OldObjects;
import dev.stillframe.aws.s3.S3SnapshotStore;
import dev.stillframe.aws.s3.S3StateObjects;
import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.Tampering;
import dev.stillframe.aws.servers.Tampering.Fault;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore.StateObject;
import dev.stillframe.core.port.CommitResult;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Object;

class PruningTest {
    private static final Scope HOME = Scope.host("home");
    private static final String KNOWN = "0".repeat(31) + "1";
    private static final String UNKNOWN = "0".repeat(31) + "2";
    private static final Pruning.Ages NONE = new Pruning.Ages(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final Tampering network = new Tampering(S3Proxy.SERVER.settings());
    private final Clients clients = S3Proxy.SERVER.clients(network);
    private final Buckets buckets = TestServer.buckets(clients.s3());
    private final Tables tables = DynamoDbLocal.tables();
    private final ManualClock clock = new ManualClock(Instant.parse("2040-01-02T08:15:00Z"));
    private final S3StateObjects state = new S3StateObjects(clients.s3(), buckets);
    private final DynamoCheckpointStore checkpoints =
            new DynamoCheckpointStore(DynamoDbLocal.CLIENT, tables, state, DynamoDbLocal::id);
    private final SnapshotStore snapshots = new S3SnapshotStore(clients.s3(), buckets, DynamoDbLocal::id);
    private final DynamoRefreshQueue refreshes =
            new DynamoRefreshQueue(DynamoDbLocal.CLIENT, tables, DynamoDbLocal.KEPT, DynamoDbLocal::id);

    @AfterEach
    void close() {
        clients.close();
    }

    /** As another instance of the function has it. */
    private Pruning pruning(Pruning.Ages ages) {
        return new Pruning(
                new Pruning.Parts(
                        new OldObjects(clients.s3(), buckets),
                        state,
                        checkpoints,
                        snapshots,
                        refreshes,
                        new DynamoFactStore(DynamoDbLocal.CLIENT, tables, DynamoDbLocal::id),
                        new DatabaseCheck(DynamoDbLocal.CLIENT, tables, DynamoDbLocal::id),
                        new Expired(DynamoDbLocal.CLIENT, tables, DynamoDbLocal::id)),
                ages,
                clock);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void publish(String key) {
        assertThat(snapshots.publish(1, List.of(new StoredObject(key, bytes("{}"), false))))
                .isTrue();
    }

    private List<String> keys(String bucket) {
        return clients.s3().listObjectsV2(r -> r.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private void leftovers() {
        assertThat(checkpoints.replace(
                        HOME, 0, bytes("root"), List.of(new StateObject("rings", bytes("rings"))), List.of("rings")))
                .isInstanceOf(CommitResult.Committed.class);
        state.put("home/rings-of-a-builder-that-died", bytes("rings"));
        state.put("attic/rings-of-one-that-never-committed", bytes("rings"));
        refreshes.ask(HOME, KNOWN, clock.millis());
        publish("refresh/" + KNOWN + ".json");
        publish("refresh/" + UNKNOWN + ".json");
        publish("refresh/a-file-of-somebody.json");
        publish("fallback/host=home/latest_1h_20.json");
        publish("fallback/host=attic/latest_1h_20.json");
    }

    @Test
    void what_nobody_needs_is_removed_and_everything_else_is_left() {
        leftovers();
        // The store tells times in whole seconds: the manifest is written until its own is a later one.
        long number = 1;
        do {
            number++;
            snapshots.publish(number, List.of(new StoredObject("host=home/manifest.json", bytes("{}"), false)));
        } while (snapshots.read("host=home/manifest.json").orElseThrow().modifiedAt()
                <= snapshots
                        .read("fallback/host=home/latest_1h_20.json")
                        .orElseThrow()
                        .modifiedAt());

        Pruning.Done done = pruning(NONE).sweep();

        assertThat(done.problems()).isEmpty();
        assertThat(done.removed()).isEqualTo(Map.of("state", 2, "refreshes", 1, "fallbacks", 1, "items", 0));
        assertThat(keys(buckets.publicName()))
                .containsExactlyInAnyOrder(
                        "refresh/" + KNOWN + ".json",
                        "refresh/a-file-of-somebody.json",
                        "fallback/host=attic/latest_1h_20.json",
                        "host=home/manifest.json");
        assertThat(checkpoints.object(HOME, "rings")).contains(bytes("rings"));
        assertThat(keys(buckets.privateName()))
                .filteredOn(k -> k.startsWith("state/"))
                .hasSize(1);
    }

    @Test
    void what_was_written_lately_is_left_alone_whatever_the_clock_of_the_process_says() {
        leftovers();
        int there =
                keys(buckets.publicName()).size() + keys(buckets.privateName()).size();
        clock.advance(Duration.ofDays(4000));

        Pruning.Done done = pruning(Pruning.Ages.USUAL).sweep();

        assertThat(done.problems()).isEmpty();
        assertThat(done.removed()).isEqualTo(Map.of("state", 0, "refreshes", 0, "fallbacks", 0, "items", 0));
        // And the marker.
        assertThat(keys(buckets.publicName()).size()
                        + keys(buckets.privateName()).size())
                .isEqualTo(there + 1);
    }

    @Test
    void it_is_done_once_an_hour_whoever_asks() {
        assertThat(pruning(NONE).sweep().removed()).hasSize(4);
        clock.advance(Duration.ofMinutes(59));
        Pruning another = pruning(NONE);
        assertThat(another.sweep().removed()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(another.sweep().removed()).hasSize(4);
        assertThat(another.sweep().removed()).isEmpty();
    }

    @Test
    void one_that_fails_says_so_and_the_next_goes_on() {
        leftovers();
        network.faults(request -> request.encodedPath().contains("private") ? Fault.FAILED : Fault.NONE);
        Pruning.Done failed = pruning(NONE).sweep();
        assertThat(failed.problems()).hasSize(3).anySatisfy(p -> assertThat(p).contains("state could not be pruned"));
        assertThat(failed.removed()).isEqualTo(Map.of("items", 0));

        network.calm();
        clock.advance(Duration.ofHours(1));
        assertThat(pruning(NONE).sweep().removed()).containsEntry("state", 2).containsEntry("refreshes", 1);
    }

    @Test
    void one_that_is_killed_at_any_request_is_gone_on_with() {
        leftovers();
        for (int at = 1; at <= 12; at++) {
            int[] left = {at};
            Tampering other = new Tampering(S3Proxy.SERVER.settings());
            other.faults(request -> --left[0] == 0 ? Fault.KILLED : Fault.NONE);
            try (Clients dying = S3Proxy.SERVER.clients(other)) {
                new OldObjects(dying.s3(), buckets).stateObjects(Duration.ZERO);
                new S3StateObjects(dying.s3(), buckets).remove(List.of("nothing"));
            } catch (Tampering.Killed e) {
                assertThat(other.isDead()).isTrue();
            }
        }
        assertThat(pruning(NONE).sweep().removed()).containsEntry("state", 2);
        assertThat(checkpoints.object(HOME, "rings")).contains(bytes("rings"));
    }

    @Test
    void items_that_have_expired_are_removed_where_the_database_does_not_do_it() {
        DynamoLeaseStore leases =
                new DynamoLeaseStore(DynamoDbLocal.CLIENT, tables, Duration.ofDays(1), DynamoDbLocal::id);
        leases.acquire("home", "one", clock.millis(), Duration.ofMinutes(2));
        leases.acquire("attic", "one", clock.millis() + Duration.ofDays(1).toMillis(), Duration.ofMinutes(2));
        clock.advance(Duration.ofDays(1).plusMinutes(3));
        assertThat(pruning(NONE).sweep().removed()).containsEntry("items", 0);

        DynamoDbLocal.CLIENT.updateTimeToLive(r -> r.tableName(tables.state())
                .timeToLiveSpecification(
                        ttl -> ttl.attributeName(Tables.EXPIRES).enabled(false)));
        clock.advance(Duration.ofHours(1));
        assertThat(pruning(NONE).sweep().removed()).containsEntry("items", 1);
        assertThat(DynamoDbLocal.CLIENT.scan(r -> r.tableName(tables.state())).items())
                .extracting(item -> item.get("pk").s())
                .contains("lease#attic")
                .doesNotContain("lease#home");
    }
}
