package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.CheckpointStore.Root;
import dev.stillframe.core.port.CheckpointStore.StateObject;
import dev.stillframe.core.port.CommitResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link CheckpointStore} does. */
public abstract class CheckpointStoreContract {
    private static final Scope HOME = Scope.host("home");

    /** The store under test. */
    protected CheckpointStore store;

    /** An empty store; a new one for each test. */
    protected abstract CheckpointStore create() throws Exception;

    /** The same store, closed and opened again. A store that lives in this process only returns itself. */
    protected CheckpointStore reopen(CheckpointStore opened) throws Exception {
        return opened;
    }

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    @Test
    void a_new_store_has_nothing() {
        assertThat(store.load(Scope.ALL)).isEmpty();
        assertThat(store.object(Scope.ALL, "rings-1")).isEmpty();
        assertThat(store.scopes()).isEmpty();
    }

    @Test
    void the_first_commit_expects_version_zero() {
        long version = commit(Scope.ALL, 0, "root 1", "rings-1");

        assertThat(version).isPositive();
        Root root = store.load(Scope.ALL).orElseThrow();
        assertThat(root.version()).isEqualTo(version);
        assertThat(root.bytes()).isEqualTo(bytes("root 1"));
        assertThat(store.object(Scope.ALL, "rings-1").orElseThrow()).isEqualTo(bytes("rings-1"));
    }

    @Test
    void the_loaded_version_is_what_the_next_commit_expects() {
        commit(Scope.ALL, 0, "root 1", "rings-1");
        commit(Scope.ALL, store.load(Scope.ALL).orElseThrow().version(), "root 2", "rings-2");

        assertThat(store.load(Scope.ALL).orElseThrow().bytes()).isEqualTo(bytes("root 2"));
        assertThat(store.object(Scope.ALL, "rings-2")).isPresent();
    }

    @Test
    void a_commit_that_expects_another_version_is_lost_and_changes_nothing() {
        long first = commit(Scope.ALL, 0, "root 1", "rings-1");
        long second = commit(Scope.ALL, first, "root 2", "rings-2");

        for (long wrong : new long[] {0, first, second + 1, 999}) {
            assertThat(replace(Scope.ALL, wrong, "root x", "rings-x")).isEqualTo(new CommitResult.Lost());
        }
        Root root = store.load(Scope.ALL).orElseThrow();
        assertThat(root.version()).isEqualTo(second);
        assertThat(root.bytes()).isEqualTo(bytes("root 2"));
        assertThat(store.object(Scope.ALL, "rings-2")).isPresent();
        assertThat(store.object(Scope.ALL, "rings-x")).isEmpty();
    }

    @Test
    void a_commit_that_expects_a_version_where_there_is_none_is_lost() {
        assertThat(replace(Scope.ALL, 1, "root", "rings")).isEqualTo(new CommitResult.Lost());
        assertThat(store.load(Scope.ALL)).isEmpty();
        assertThat(store.scopes()).isEmpty();
    }

    @Test
    void versions_never_repeat() {
        List<Long> versions = new ArrayList<>();
        long version = 0;
        for (int i = 0; i < 50; i++) {
            // The same bytes again and again: what changes is the version alone.
            version = commit(Scope.ALL, version, "root " + i % 2, "rings-" + i % 2);
            versions.add(version);
        }
        assertThat(versions)
                .doesNotHaveDuplicates()
                .allSatisfy(v -> assertThat(v).isPositive());
    }

    @Test
    void objects_named_by_the_new_root_stay() {
        long first = commit(Scope.ALL, 0, "root 1", "rings-1");
        List<String> both = List.of("rings-1", "leaf-1");
        StateObject leaf = new StateObject("leaf-1", bytes("leaf"));
        store.replace(Scope.ALL, first, bytes("root 2"), List.of(leaf), both);
        long second = store.load(Scope.ALL).orElseThrow().version();
        store.replace(Scope.ALL, second, bytes("root 3"), List.of(), both);

        assertThat(store.object(Scope.ALL, "rings-1")).isPresent();
        assertThat(store.object(Scope.ALL, "leaf-1")).isPresent();
    }

    @Test
    void an_object_that_was_dropped_can_come_again() {
        long version = commit(Scope.ALL, 0, "root 1", "rings-1");
        version = commit(Scope.ALL, version, "root 2", "rings-2");
        commit(Scope.ALL, version, "root 3", "rings-1");

        assertThat(store.object(Scope.ALL, "rings-1").orElseThrow()).isEqualTo(bytes("rings-1"));
    }

    @Test
    void scopes_are_independent() {
        commit(Scope.ALL, 0, "root of all", "rings-1");
        assertThat(store.load(HOME)).isEmpty();
        assertThat(store.object(HOME, "rings-1")).isEmpty();

        long home = commit(HOME, 0, "root of home", "rings-2");
        commit(HOME, home, "root of home 2", "rings-3");

        assertThat(store.load(Scope.ALL).orElseThrow().bytes()).isEqualTo(bytes("root of all"));
        assertThat(store.object(Scope.ALL, "rings-1")).isPresent();
        assertThat(store.object(Scope.ALL, "rings-3")).isEmpty();
        assertThat(store.scopes()).containsExactlyInAnyOrder(Scope.ALL, HOME);
    }

    @Test
    void any_bytes_of_any_size_come_back_as_they_were() {
        byte[] root = new byte[20_000];
        byte[] rings = new byte[300_000];
        for (int i = 0; i < rings.length; i++) {
            rings[i] = (byte) (i * 31 + i / 256);
        }
        System.arraycopy(rings, 7, root, 0, root.length);
        List<StateObject> objects = List.of(new StateObject("rings", rings), new StateObject("none", new byte[0]));
        store.replace(Scope.ALL, 0, root, objects, List.of("rings", "none"));

        assertThat(store.load(Scope.ALL).orElseThrow().bytes()).isEqualTo(root);
        assertThat(store.object(Scope.ALL, "rings").orElseThrow()).isEqualTo(rings);
        assertThat(store.object(Scope.ALL, "none").orElseThrow()).isEmpty();
    }

    @Test
    void of_many_who_replace_the_same_version_exactly_one_wins() {
        long version = 0;
        for (int round = 0; round < 20; round++) {
            long expected = version;
            String prefix = "r" + round + "-";
            List<CommitResult> answers =
                    Race.of(8, i -> () -> replace(Scope.ALL, expected, "root " + prefix + i, prefix + i));

            assertThat(answers)
                    .filteredOn(a -> a instanceof CommitResult.Committed)
                    .hasSize(1);
            assertThat(answers).filteredOn(a -> a instanceof CommitResult.Lost).hasSize(7);
            Root root = store.load(Scope.ALL).orElseThrow();
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i) instanceof CommitResult.Committed committed) {
                    assertThat(root.version()).isEqualTo(committed.version());
                    assertThat(root.bytes()).isEqualTo(bytes("root " + prefix + i));
                    assertThat(store.object(Scope.ALL, prefix + i)).isPresent();
                } else {
                    assertThat(store.object(Scope.ALL, prefix + i)).isEmpty();
                }
            }
            version = root.version();
        }
    }

    @Test
    void counting_by_many_loses_no_step() {
        int each = 25;
        Race.of(4, i -> () -> {
            int done = 0;
            while (done < each) {
                Optional<Root> root = store.load(Scope.ALL);
                int count = root.map(r -> Integer.parseInt(text(r.bytes()))).orElse(0);
                long version = root.map(Root::version).orElse(0L);
                CommitResult answer = replace(Scope.ALL, version, String.valueOf(count + 1), "rings-" + count);
                done += answer instanceof CommitResult.Committed ? 1 : 0;
            }
            return done;
        });

        assertThat(text(store.load(Scope.ALL).orElseThrow().bytes())).isEqualTo("100");
    }

    @Test
    void a_reader_sees_roots_and_objects_whole_and_never_older_ones() {
        int size = 50_000;
        long[] seen = {0};
        Race.watched(List.of(() -> replaceAgainAndAgain(size)), () -> {
            Optional<Root> root = store.load(Scope.ALL);
            if (root.isEmpty()) {
                assertThat(seen[0]).isZero();
                return;
            }
            long count = Long.parseLong(text(root.get().bytes()));
            assertThat(count).isGreaterThanOrEqualTo(seen[0]);
            seen[0] = count;
            Optional<byte[]> rings = store.object(Scope.ALL, "rings-" + count);
            if (rings.isPresent()) {
                assertThat(rings.get()).isEqualTo(filled(size, count));
            } else {
                // It may only have gone because another root took this one's place.
                assertThat(text(store.load(Scope.ALL).orElseThrow().bytes())).isNotEqualTo(String.valueOf(count));
            }
        });
    }

    private void replaceAgainAndAgain(int size) {
        long version = 0;
        for (int i = 1; i <= 60; i++) {
            String id = "rings-" + i;
            StateObject rings = new StateObject(id, filled(size, i));
            CommitResult answer =
                    store.replace(Scope.ALL, version, bytes(String.valueOf(i)), List.of(rings), List.of(id));
            version = ((CommitResult.Committed) answer).version();
        }
    }

    private static byte[] filled(int size, long with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    @Test
    void what_was_answered_is_durable() throws Exception {
        commit(HOME, commit(HOME, 0, "root 1", "rings-1"), "root 2", "rings-2");
        final long version = store.load(HOME).orElseThrow().version();
        CheckpointStore other = reopen(store);

        Root root = other.load(HOME).orElseThrow();
        assertThat(root.version()).isEqualTo(version);
        assertThat(root.bytes()).isEqualTo(bytes("root 2"));
        assertThat(other.object(HOME, "rings-2").orElseThrow()).isEqualTo(bytes("rings-2"));
        assertThat(other.scopes()).containsExactly(HOME);
    }

    private CommitResult replace(Scope scope, long expected, String root, String object) {
        return store.replace(
                scope, expected, bytes(root), List.of(new StateObject(object, bytes(object))), List.of(object));
    }

    private long commit(Scope scope, long expected, String root, String object) {
        CommitResult answer = replace(scope, expected, root, object);
        assertThat(answer).isInstanceOf(CommitResult.Committed.class);
        return ((CommitResult.Committed) answer).version();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
