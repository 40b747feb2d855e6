package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.SnapshotStore.Promotion;
import dev.stillframe.core.port.SnapshotStore.Published;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SnapshotStore} does. What happens side by side is in {@link SnapshotStoreRaces}. */
public abstract class SnapshotStoreContract {
    static final String KEY = "latest_1h_20.json";
    private static final String KEY_2 = "latest_1h_100.json";
    private static final String META = "latest_1h_20.meta.json";
    private static final Scope HOME = Scope.host("home");

    /** The store under test. */
    protected SnapshotStore store;

    /** An empty store; a new one for each test. */
    protected abstract SnapshotStore create() throws Exception;

    /** The same store, closed and opened again. A store that lives in this process only returns itself. */
    protected SnapshotStore reopen(SnapshotStore opened) throws Exception {
        return opened;
    }

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    @Test
    void a_new_store_is_empty() {
        assertThat(store.read(KEY)).isEmpty();
        assertThat(store.readStaged(Scope.ALL, 1, KEY)).isEmpty();
        assertThat(store.readVersion(Scope.ALL, KEY, "1-abc")).isEmpty();
        assertThat(store.damaged(List.of(KEY, META))).containsExactlyInAnyOrder(KEY, META);
        assertThat(store.damaged(List.of())).isEmpty();
        store.expire(Scope.ALL, Set.of(), 1000);
    }

    @Test
    void staged_payloads_are_read_back_and_not_public() {
        assertThat(store.stage(Scope.ALL, 100, List.of(gzip(KEY, "one"), gzip(KEY_2, "two"))))
                .isTrue();

        same(store.readStaged(Scope.ALL, 100, KEY).orElseThrow(), gzip(KEY, "one"));
        same(store.readStaged(Scope.ALL, 100, KEY_2).orElseThrow(), gzip(KEY_2, "two"));
        assertThat(store.readStaged(Scope.ALL, 101, KEY)).isEmpty();
        assertThat(store.readStaged(Scope.ALL, 100, META)).isEmpty();
        assertThat(store.readStaged(HOME, 100, KEY)).isEmpty();
        assertThat(store.read(KEY)).isEmpty();
    }

    @Test
    void a_stage_number_is_used_once_for_each_scope() {
        store.stage(Scope.ALL, 100, List.of(gzip(KEY, "one")));

        assertThat(store.stage(Scope.ALL, 100, List.of(gzip(KEY, "other"), gzip(KEY_2, "other"))))
                .isFalse();
        same(store.readStaged(Scope.ALL, 100, KEY).orElseThrow(), gzip(KEY, "one"));
        assertThat(store.readStaged(Scope.ALL, 100, KEY_2)).isEmpty();
        assertThat(store.stage(HOME, 100, List.of(gzip("host=home/" + KEY, "home"))))
                .isTrue();
    }

    @Test
    void promotion_makes_staged_payloads_public() {
        String version = promote(100, 1, "one");

        Published published = store.read(KEY).orElseThrow();
        same(published.object(), gzip(KEY, "one"));
        assertThat(published.number()).isEqualTo(1);
        assertThat(published.versionId()).isEqualTo(version).isNotEmpty();
        same(store.readVersion(Scope.ALL, KEY, version).orElseThrow(), gzip(KEY, "one"));
        assertThat(store.damaged(List.of(KEY))).isEmpty();
    }

    @Test
    void promotions_are_answered_in_the_order_of_the_keys() {
        store.stage(Scope.ALL, 100, List.of(gzip(KEY, "one"), gzip(KEY_2, "two")));
        List<Promotion> answers = store.promote(Scope.ALL, 100, 1, List.of(KEY_2, KEY));

        assertThat(answers).hasSize(2);
        same(version(KEY_2, answers.get(0)), gzip(KEY_2, "two"));
        same(version(KEY, answers.get(1)), gzip(KEY, "one"));
    }

    @Test
    void only_the_keys_named_are_promoted() {
        store.stage(Scope.ALL, 100, List.of(gzip(KEY, "one"), gzip(KEY_2, "two")));
        store.promote(Scope.ALL, 100, 1, List.of(KEY));

        assertThat(store.read(KEY_2)).isEmpty();
    }

    @Test
    void a_higher_build_takes_the_place_of_a_lower_one_whose_version_stays() {
        final String first = promote(100, 1, "one");
        final String second = promote(200, 2, "two");

        same(store.read(KEY).orElseThrow().object(), gzip(KEY, "two"));
        assertThat(store.read(KEY).orElseThrow().number()).isEqualTo(2);
        assertThat(second).isNotEqualTo(first);
        same(store.readVersion(Scope.ALL, KEY, first).orElseThrow(), gzip(KEY, "one"));
        same(store.readVersion(Scope.ALL, KEY, second).orElseThrow(), gzip(KEY, "two"));
    }

    @Test
    void a_lower_build_changes_nothing() {
        final String version = promote(200, 2, "two");
        store.stage(Scope.ALL, 100, List.of(gzip(KEY, "one"), gzip(KEY_2, "one")));
        List<Promotion> answers = store.promote(Scope.ALL, 100, 1, List.of(KEY, KEY_2));

        assertThat(answers.get(0)).isEqualTo(new Promotion.Superseded());
        assertThat(answers.get(1)).isInstanceOf(Promotion.Promoted.class);
        same(store.read(KEY).orElseThrow().object(), gzip(KEY, "two"));
        assertThat(store.read(KEY).orElseThrow().versionId()).isEqualTo(version);
        assertThat(store.read(KEY).orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void promoting_a_build_again_gives_the_same_version() {
        final String version = promote(100, 1, "one");

        assertThat(store.promote(Scope.ALL, 100, 1, List.of(KEY))).containsExactly(new Promotion.Promoted(version));
        same(store.read(KEY).orElseThrow().object(), gzip(KEY, "one"));
    }

    @Test
    void a_payload_that_was_never_staged_is_not_promoted() {
        final String version = promote(100, 1, "one");

        assertThatThrownBy(() -> store.promote(Scope.ALL, 999, 2, List.of(KEY))).isInstanceOf(StoreException.class);
        assertThat(store.read(KEY).orElseThrow().versionId()).isEqualTo(version);
    }

    @Test
    void a_version_belongs_to_its_key_and_scope() {
        store.stage(Scope.ALL, 100, List.of(gzip(KEY, "one"), gzip(KEY_2, "two")));
        List<Promotion> answers = store.promote(Scope.ALL, 100, 1, List.of(KEY, KEY_2));
        String version = ((Promotion.Promoted) answers.get(0)).versionId();

        assertThat(store.readVersion(Scope.ALL, KEY_2, version)).isEmpty();
        assertThat(store.readVersion(HOME, KEY, version)).isEmpty();
    }

    @Test
    void whatever_is_asked_for_as_a_version_is_just_not_there() {
        promote(100, 1, "one");

        for (String id : List.of("", "-", "100", "100-", "-100", "../../x", "99999999999999999999-a", "100-z", "é-1")) {
            assertThat(store.readVersion(Scope.ALL, KEY, id)).as(id).isEmpty();
        }
    }

    @Test
    void small_objects_are_published_plain() {
        assertThat(store.publish(1, List.of(plain(META, "{1}"), plain("manifest.json", "{m}"))))
                .isTrue();

        Published published = store.read(META).orElseThrow();
        same(published.object(), plain(META, "{1}"));
        assertThat(published.number()).isEqualTo(1);
        assertThat(published.versionId()).isEmpty();
        assertThat(store.damaged(List.of(META, "manifest.json", KEY))).containsExactly(KEY);
        assertThat(store.publish(1, List.of())).isTrue();
    }

    @Test
    void the_same_or_a_higher_number_replaces() {
        store.publish(1, List.of(plain(META, "{1}")));
        assertThat(store.publish(1, List.of(plain(META, "{1, marked}")))).isTrue();
        same(store.read(META).orElseThrow().object(), plain(META, "{1, marked}"));

        assertThat(store.publish(5, List.of(plain(META, "{5}")))).isTrue();
        same(store.read(META).orElseThrow().object(), plain(META, "{5}"));
        assertThat(store.read(META).orElseThrow().number()).isEqualTo(5);
    }

    @Test
    void publishing_stops_at_the_first_object_of_a_higher_number() {
        store.publish(1, List.of(plain("a.json", "a1"), plain("c.json", "c1")));
        store.publish(3, List.of(plain("b.json", "b3")));

        assertThat(store.publish(2, List.of(plain("a.json", "a2"), plain("b.json", "b2"), plain("c.json", "c2"))))
                .isFalse();
        same(store.read("a.json").orElseThrow().object(), plain("a.json", "a2"));
        same(store.read("b.json").orElseThrow().object(), plain("b.json", "b3"));
        same(store.read("c.json").orElseThrow().object(), plain("c.json", "c1"));
    }

    @Test
    void scopes_have_keys_of_their_own() {
        String key = "host=home/" + KEY;
        store.stage(HOME, 7, List.of(gzip(key, "home")));
        store.promote(HOME, 7, 1, List.of(key));
        promote(7, 9, "all");

        same(store.read(key).orElseThrow().object(), gzip(key, "home"));
        same(store.read(KEY).orElseThrow().object(), gzip(KEY, "all"));
    }

    @Test
    void old_stages_expire_unless_they_are_kept() {
        List<String> versions = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            versions.add(promote(i * 100L, i, "build " + i));
        }
        store.stage(HOME, 100, List.of(gzip("host=home/" + KEY, "home")));
        store.expire(Scope.ALL, Set.of(200L, 500L), 400);

        assertThat(store.readVersion(Scope.ALL, KEY, versions.get(0))).isEmpty();
        same(store.readVersion(Scope.ALL, KEY, versions.get(1)).orElseThrow(), gzip(KEY, "build 2"));
        assertThat(store.readVersion(Scope.ALL, KEY, versions.get(2))).isEmpty();
        assertThat(store.readStaged(Scope.ALL, 300, KEY)).isEmpty();
        same(store.readVersion(Scope.ALL, KEY, versions.get(3)).orElseThrow(), gzip(KEY, "build 4"));
        same(store.readVersion(Scope.ALL, KEY, versions.get(4)).orElseThrow(), gzip(KEY, "build 5"));
        same(store.readStaged(HOME, 100, "host=home/" + KEY).orElseThrow(), gzip("host=home/" + KEY, "home"));
    }

    @Test
    void expiring_the_current_version_leaves_the_public_file_and_is_told() {
        promote(100, 1, "one");
        assertThat(store.damaged(List.of(KEY))).isEmpty();
        store.expire(Scope.ALL, Set.of(), 1000);

        same(store.read(KEY).orElseThrow().object(), gzip(KEY, "one"));
        assertThat(store.damaged(List.of(KEY))).containsExactly(KEY);
    }

    @Test
    void the_highest_number_of_some_keys_is_known() {
        assertThat(store.highest(List.of(KEY, META))).isZero();
        promote(100, 3, "one");
        store.publish(7, List.of(plain(META, "{7}")));

        assertThat(store.highest(List.of(KEY, KEY_2))).isEqualTo(3);
        assertThat(store.highest(List.of(META, KEY))).isEqualTo(7);
        assertThat(store.highest(List.of())).isZero();
    }

    @Test
    void empty_and_large_bodies_are_kept_as_they_are() {
        byte[] large = new byte[400_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 7 + i / 251);
        }
        store.publish(1, List.of(new StoredObject("a.json", new byte[0], false)));
        store.stage(Scope.ALL, 1, List.of(new StoredObject(KEY, large, true)));
        store.promote(Scope.ALL, 1, 1, List.of(KEY));

        assertThat(store.read("a.json").orElseThrow().object().body()).isEmpty();
        assertThat(store.read(KEY).orElseThrow().object().body()).isEqualTo(large);
    }

    @Test
    void everything_outlives_the_process() throws Exception {
        final String version = promote(100, 4, "one");
        store.publish(4, List.of(plain(META, "{4}")));
        store.stage(Scope.ALL, 200, List.of(gzip(KEY, "two")));
        SnapshotStore other = reopen(store);

        Published published = other.read(KEY).orElseThrow();
        same(published.object(), gzip(KEY, "one"));
        assertThat(published.number()).isEqualTo(4);
        assertThat(published.versionId()).isEqualTo(version);
        same(other.readVersion(Scope.ALL, KEY, version).orElseThrow(), gzip(KEY, "one"));
        assertThat(other.highest(List.of(KEY, META))).isEqualTo(4);
        assertThat(other.publish(3, List.of(plain(META, "{3}")))).isFalse();
        assertThat(other.stage(Scope.ALL, 200, List.of(gzip(KEY, "other")))).isFalse();
        assertThat(other.promote(Scope.ALL, 200, 3, List.of(KEY))).containsExactly(new Promotion.Superseded());
        assertThat(other.promote(Scope.ALL, 200, 5, List.of(KEY)).getFirst()).isInstanceOf(Promotion.Promoted.class);
        same(other.read(KEY).orElseThrow().object(), gzip(KEY, "two"));
    }

    @Test
    void small_objects_can_be_removed() throws Exception {
        store.publish(7, List.of(plain("refresh/a.json", "{a}"), plain("refresh/b.json", "{b}")));
        store.remove(List.of("refresh/a.json", "refresh/never.json"));

        assertThat(store.read("refresh/a.json")).isEmpty();
        same(store.read("refresh/b.json").orElseThrow().object(), plain("refresh/b.json", "{b}"));
        assertThat(store.highest(List.of("refresh/a.json"))).isZero();
        store.remove(List.of("refresh/a.json"));
        store.remove(List.of());
        assertThat(reopen(store).read("refresh/a.json")).isEmpty();
    }

    @Test
    void what_was_removed_can_be_published_again_with_any_number() {
        store.publish(7, List.of(plain(META, "{7}")));
        store.remove(List.of(META));

        assertThat(store.publish(1, List.of(plain(META, "{1}")))).isTrue();
        same(store.read(META).orElseThrow().object(), plain(META, "{1}"));
        assertThat(store.damaged(List.of(META))).isEmpty();
    }

    @Test
    void payloads_and_their_versions_are_not_removed() {
        final String version = promote(100, 3, "one");
        store.remove(List.of(KEY));

        same(store.read(KEY).orElseThrow().object(), gzip(KEY, "one"));
        same(store.readVersion(Scope.ALL, KEY, version).orElseThrow(), gzip(KEY, "one"));
        assertThat(store.highest(List.of(KEY))).isEqualTo(3);
    }

    private String promote(long stage, long build, String content) {
        assertThat(store.stage(Scope.ALL, stage, List.of(gzip(KEY, content)))).isTrue();
        List<Promotion> answers = store.promote(Scope.ALL, stage, build, List.of(KEY));
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst()).isInstanceOf(Promotion.Promoted.class);
        return ((Promotion.Promoted) answers.getFirst()).versionId();
    }

    private StoredObject version(String key, Promotion answer) {
        String id = ((Promotion.Promoted) answer).versionId();
        return store.readVersion(Scope.ALL, key, id).orElseThrow();
    }

    private static void same(StoredObject actual, StoredObject expected) {
        assertThat(actual.key()).isEqualTo(expected.key());
        assertThat(actual.gzip()).isEqualTo(expected.gzip());
        assertThat(new String(actual.body(), StandardCharsets.UTF_8))
                .isEqualTo(new String(expected.body(), StandardCharsets.UTF_8));
    }

    /** To a store the bytes are just bytes: that they are no gzip must make no difference. */
    private static StoredObject gzip(String key, String content) {
        return new StoredObject(key, content.getBytes(StandardCharsets.UTF_8), true);
    }

    private static StoredObject plain(String key, String content) {
        return new StoredObject(key, content.getBytes(StandardCharsets.UTF_8), false);
    }
}
