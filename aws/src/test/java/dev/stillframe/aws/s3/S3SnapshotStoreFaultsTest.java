package dev.stillframe.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.Tampering;
import dev.stillframe.aws.servers.Tampering.Fault;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.SnapshotStore.Promotion;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What the store says and does when answers get lost, and when the first attempt of a request was not the last. */
class S3SnapshotStoreFaultsTest {
    private static final int ATTEMPTS = 3;
    private static final String KEY = "latest_1h_20.json";
    private static final String META = "latest_1h_20.meta.json";

    private final ClientSettings settings = S3Proxy.SERVER.settings().retried(ATTEMPTS, Duration.ZERO);
    private final Tampering network = new Tampering(settings);
    private final Clients clients = new Clients(settings, network);
    private final Buckets buckets = TestServer.buckets(clients.s3());
    private final SnapshotStore store = store();

    private SnapshotStore store() {
        return new S3SnapshotStore(
                clients.s3(), buckets, () -> UUID.randomUUID().toString());
    }

    @AfterEach
    void close() {
        clients.close();
    }

    /** A fault for the first attempts that are writes to some key. */
    private void faultyWrites(int attempts, Fault fault, Predicate<String> path) {
        int[] left = {attempts};
        network.faults(request -> {
            synchronized (left) {
                boolean is = isWrite(request) && path.test(request.encodedPath()) && left[0]-- > 0;
                return is ? fault : Fault.NONE;
            }
        });
    }

    private static boolean isWrite(SdkHttpRequest request) {
        return request.method() == SdkHttpMethod.PUT;
    }

    private void calm() {
        network.faults(request -> Fault.NONE);
    }

    @Test
    void throttling_and_failures_are_waited_out() {
        for (Fault fault : List.of(Fault.THROTTLED, Fault.FAILED)) {
            long build = fault.ordinal();
            faultyWrites(2, fault, path -> true);
            assertThat(store.stage(Scope.ALL, build, List.of(payload("build " + build))))
                    .isTrue();
            faultyWrites(2, fault, path -> true);
            assertThat(store.promote(Scope.ALL, build, build, List.of(KEY)).getFirst())
                    .isInstanceOf(Promotion.Promoted.class);
            faultyWrites(2, fault, path -> true);
            assertThat(store.publish(build, List.of(meta("build " + build)))).isTrue();
        }
        calm();
        assertThat(text(store, KEY)).isEqualTo("build " + Fault.FAILED.ordinal());
    }

    @Test
    void a_retry_that_meets_its_own_write_is_a_success() {
        for (Fault fault : List.of(Fault.FAILED_AFTER, Fault.LOST_ANSWER)) {
            long build = fault.ordinal();
            faultyWrites(1, fault, path -> true);
            assertThat(store.stage(Scope.ALL, build, List.of(payload("build " + build))))
                    .isTrue();
            faultyWrites(1, fault, path -> true);
            assertThat(store.promote(Scope.ALL, build, build, List.of(KEY)).getFirst())
                    .isInstanceOf(Promotion.Promoted.class);
            faultyWrites(1, fault, path -> true);
            assertThat(store.publish(build, List.of(meta("build " + build)))).isTrue();
            calm();
            assertThat(text(store, KEY)).isEqualTo("build " + build);
            assertThat(text(store, META)).isEqualTo("build " + build);
            assertThat(store.damaged(List.of(KEY, META))).isEmpty();
        }
    }

    @Test
    void a_write_whose_every_answer_is_lost_is_read_back() {
        faultyWrites(100, Fault.LOST_ANSWER, path -> true);

        assertThat(store.stage(Scope.ALL, 1, List.of(payload("one")))).isTrue();
        assertThat(store.promote(Scope.ALL, 1, 1, List.of(KEY)).getFirst()).isInstanceOf(Promotion.Promoted.class);
        assertThat(store.publish(1, List.of(meta("one")))).isTrue();
        assertThat(text(store, KEY)).isEqualTo("one");
        assertThat(text(store, META)).isEqualTo("one");
    }

    @Test
    void a_write_that_nobody_can_tell_of_is_a_failure_and_can_be_repeated() {
        network.faults(request -> isWrite(request) ? Fault.LOST_ANSWER : Fault.FAILED);
        assertThatThrownBy(() -> store.publish(1, List.of(meta("one"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(META);
        calm();
        assertThat(store.publish(1, List.of(meta("one")))).isTrue();

        network.faults(request -> isWrite(request) ? Fault.LOST_ANSWER : Fault.FAILED);
        assertThatThrownBy(() -> store.publish(2, List.of(meta("two")))).isInstanceOf(StoreException.class);
        calm();
        assertThat(text(store, META)).isEqualTo("two");
        assertThat(store.publish(1, List.of(meta("one")))).isFalse();
        assertThat(store.publish(2, List.of(meta("two")))).isTrue();
    }

    @Test
    void a_write_that_never_arrived_is_a_failure() {
        faultyWrites(ATTEMPTS, Fault.FAILED, path -> path.endsWith(META));

        assertThatThrownBy(() -> store.publish(1, List.of(meta("one")))).isInstanceOf(StoreException.class);
        calm();
        assertThat(store.read(META)).isEmpty();
    }

    @Test
    void a_stage_whose_payload_never_arrived_is_nobodys_to_promote() {
        faultyWrites(ATTEMPTS, Fault.FAILED, path -> path.endsWith(KEY));

        assertThatThrownBy(() -> store.stage(Scope.ALL, 1, List.of(payload("one"))))
                .isInstanceOf(StoreException.class);
        calm();
        assertThat(store.readStaged(Scope.ALL, 1, KEY)).isEmpty();
        assertThat(store.stage(Scope.ALL, 1, List.of(payload("other")))).isFalse();
        assertThatThrownBy(() -> store.promote(Scope.ALL, 1, 1, List.of(KEY))).isInstanceOf(StoreException.class);
        assertThat(store.read(KEY)).isEmpty();
    }

    @Test
    void somebody_elses_stage_is_not_taken_for_ones_own_when_the_answer_is_lost() {
        assertThat(store().stage(Scope.ALL, 1, List.of(payload("one")))).isTrue();
        faultyWrites(100, Fault.LOST_ANSWER, path -> true);

        assertThat(store.stage(Scope.ALL, 1, List.of(payload("one")))).isFalse();
        assertThat(store.stage(Scope.ALL, 1, List.of(payload("other")))).isFalse();
    }

    @Test
    void a_higher_build_that_came_meanwhile_is_left_alone_whatever_answers_are_lost() {
        store.stage(Scope.ALL, 1, List.of(payload("one")));
        SnapshotStore other = store();
        other.stage(Scope.ALL, 2, List.of(payload("two")));
        store.promote(Scope.ALL, 1, 1, List.of(KEY));
        other.promote(Scope.ALL, 2, 3, List.of(KEY));
        store.stage(Scope.ALL, 4, List.of(payload("late")));
        faultyWrites(100, Fault.LOST_ANSWER, path -> true);

        assertThat(store.promote(Scope.ALL, 4, 2, List.of(KEY))).containsExactly(new Promotion.Superseded());
        assertThat(text(store, KEY)).isEqualTo("two");
    }

    @Test
    void a_store_that_cannot_be_read_is_not_a_store_without_files() {
        store.publish(1, List.of(meta("one")));
        network.faults(request -> Fault.FAILED);

        assertThatThrownBy(() -> store.read(META)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.damaged(List.of(META))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.highest(List.of(META))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.readVersion(Scope.ALL, KEY, "1-0123456789ab"))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.remove(List.of(META))).isInstanceOf(StoreException.class);
    }

    @Test
    void what_was_changed_behind_our_back_is_found_and_what_it_was_is_known() {
        store.stage(Scope.ALL, 1, List.of(payload("one")));
        store.promote(Scope.ALL, 1, 7, List.of(KEY));
        store.publish(7, List.of(meta("one")));
        var head = clients.s3().headObject(r -> r.bucket(buckets.publicName()).key(KEY));
        clients.s3()
                .putObject(
                        r -> r.bucket(buckets.publicName())
                                .key(KEY)
                                .contentEncoding("gzip")
                                .metadata(head.metadata()),
                        RequestBody.fromString("changed"));
        clients.s3().deleteObject(r -> r.bucket(buckets.publicName()).key(META));

        assertThat(store.read(KEY)).isEmpty();
        assertThat(store.damaged(List.of(KEY, META))).containsExactlyInAnyOrder(KEY, META);
        assertThat(store().damaged(List.of(KEY, META))).containsExactlyInAnyOrder(KEY, META);
        assertThat(store.highest(List.of(KEY, META))).isEqualTo(7);
        store.stage(Scope.ALL, 2, List.of(payload("two")));
        store.promote(Scope.ALL, 2, 8, List.of(KEY));
        assertThat(store.publish(8, List.of(meta("two")))).isTrue();
        assertThat(text(store, KEY)).isEqualTo("two");
        assertThat(store.damaged(List.of(KEY, META))).isEmpty();
    }

    @Test
    void headers_are_those_that_a_cdn_passes_on() {
        store.stage(Scope.ALL, 1, List.of(payload("one")));
        store.promote(Scope.ALL, 1, 1, List.of(KEY));
        store.publish(1, List.of(new StoredObject("refresh/a.json", new byte[] {'{', '}'}, false), meta("one")));

        var payload =
                clients.s3().headObject(r -> r.bucket(buckets.publicName()).key(KEY));
        assertThat(payload.contentEncoding()).isEqualTo("gzip");
        assertThat(payload.contentType()).isEqualTo("application/json");
        assertThat(payload.cacheControl())
                .isEqualTo("public, max-age=30, stale-while-revalidate=60, stale-if-error=86400");
        assertThat(cacheControl(META)).startsWith("public, max-age=10, ");
        assertThat(cacheControl("refresh/a.json")).startsWith("public, max-age=1, ");
    }

    private String cacheControl(String key) {
        return clients.s3()
                .headObject(r -> r.bucket(buckets.publicName()).key(key))
                .cacheControl();
    }

    private static String text(SnapshotStore store, String key) {
        return new String(store.read(key).orElseThrow().object().body(), StandardCharsets.UTF_8);
    }

    private static StoredObject payload(String content) {
        return new StoredObject(KEY, content.getBytes(StandardCharsets.UTF_8), true);
    }

    private static StoredObject meta(String content) {
        return new StoredObject(META, content.getBytes(StandardCharsets.UTF_8), false);
    }
}
