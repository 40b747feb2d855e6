package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SampleStore} does with single samples that are set aside and restored. */
public abstract class SampleStoreAside {
    private static final long T = SampleStoreContract.T;
    private static final Scope HOME = Scope.host("home");
    private static final long END = Long.MAX_VALUE - 1;

    /** The store under test, for the built-in metrics. */
    protected SampleStore store;

    /** An empty store for the built-in metrics; a new one for each test. */
    protected abstract SampleStore create() throws Exception;

    /** The same store, closed and opened again. A store that lives in this process only returns itself. */
    protected SampleStore reopen(SampleStore opened) throws Exception {
        return opened;
    }

    /** How many invented histories are compared with the model. */
    protected int histories() {
        return 200;
    }

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    @Test
    void what_is_set_aside_counts_no_longer() {
        append("a", at("home", 1), at("home", 2), at("home", 3), at("office", 2));

        assertThat(store.setAside("home", times(3, 2), "dedupe")).isEqualTo(2);
        assertThat(scan(HOME, Position.END)).containsExactly(at("home", 1));
        assertThat(scan(Scope.ALL, Position.END)).containsExactlyInAnyOrder(at("home", 1), at("office", 2));
        assertThat(store.newest(HOME, END, 10)).containsExactly(at("home", 1));
        assertThat(store.newest(Scope.ALL, END, 10)).containsExactly(at("office", 2), at("home", 1));
        assertThat(store.hosts(END))
                .containsExactly(
                        new HostSummary("home", store.head(HOME), T + 1),
                        new HostSummary("office", store.head(Scope.host("office")), T + 2));
    }

    @Test
    void what_is_restored_counts_again_as_it_was() {
        Sample full = new Samples(7).at("home", T + 1);
        append("a", full, at("home", 2));
        List<LogEntry> arrived = store.readAfter(HOME, Position.NONE, 10).entries();
        store.setAside("home", times(1, 2), "dedupe");

        assertThat(store.restore("home", times(1))).isEqualTo(1);
        assertThat(scan(HOME, Position.END)).containsExactly(full);
        assertThat(store.restore("home", times(1, 2))).isEqualTo(1);
        assertThat(scan(HOME, Position.END)).containsExactly(full, at("home", 2));
        assertThat(store.newest(HOME, END, 10)).containsExactly(at("home", 2), full);
        List<LogEntry> scanned = new ArrayList<>();
        store.scan(HOME, 0, END, Position.END, (seq, sample) -> scanned.add(new LogEntry.Arrived(seq, sample)));
        assertThat(scanned).isEqualTo(arrived);
    }

    @Test
    void an_identity_that_is_set_aside_stays_taken() {
        append("a", at("home", 1));
        store.setAside("home", times(1), "dedupe");

        assertThat(append("a", at("home", 1))).containsExactly(Verdict.DUPLICATE);
        assertThat(append("b", Sample.of("home", T + 1, 7), at("home", 2)))
                .containsExactly(Verdict.DUPLICATE, Verdict.STORED);
        assertThat(scan(HOME, Position.END)).containsExactly(at("home", 2));
    }

    @Test
    void each_call_is_one_entry_that_tells_the_span() {
        append("a", at("home", 1), at("home", 5), at("home", 9), at("office", 1));
        final Position before = store.head(HOME);
        final Position ofOffice = store.head(Scope.host("office"));
        store.setAside("home", times(9, 5), "dedupe");
        store.restore("home", times(1, 9));

        List<LogEntry> entries = store.readAfter(HOME, before, 10).entries();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0)).isEqualTo(new LogEntry.Changed(entries.get(0).seq(), "home", T + 5, T + 9));
        assertThat(entries.get(1)).isEqualTo(new LogEntry.Changed(entries.get(1).seq(), "home", T + 9, T + 9));
        assertThat(store.head(HOME)).isEqualTo(Position.after(entries.get(1).seq()));
        assertThat(store.head(Scope.host("office"))).isEqualTo(ofOffice);
    }

    @Test
    void a_scan_sees_what_counted_at_each_position() {
        append("a", at("home", 1), at("home", 2));
        List<Position> heads = new ArrayList<>(List.of(store.head(HOME)));
        for (int round = 0; round < 2; round++) {
            store.setAside("home", times(1), "dedupe");
            heads.add(store.head(HOME));
            store.restore("home", times(1));
            heads.add(store.head(HOME));
        }
        store.withdraw("a");
        heads.add(store.head(HOME));

        List<Integer> counted =
                heads.stream().map(head -> scan(HOME, head).size()).toList();
        assertThat(counted).containsExactly(2, 1, 2, 1, 2, 0);
        assertThat(scan(HOME, heads.get(3))).containsExactly(at("home", 2));
    }

    @Test
    void setting_aside_and_restoring_again_changes_nothing() {
        append("a", at("home", 1));
        store.setAside("home", times(1), "dedupe");
        final Position aside = store.head(Scope.ALL);

        assertThat(store.setAside("home", times(1, 1, 2), "again")).isZero();
        assertThat(store.aside("home", T, 10)).containsExactly(new SampleStore.Aside(T + 1, "dedupe"));
        assertThat(store.head(Scope.ALL)).isEqualTo(aside);

        store.restore("home", times(1));
        final Position restored = store.head(Scope.ALL);
        assertThat(store.restore("home", times(1, 2))).isZero();
        assertThat(store.head(Scope.ALL)).isEqualTo(restored);
    }

    @Test
    void hosts_and_times_that_are_not_there_are_passed_over() {
        append("a", at("home", 1));
        final Position head = store.head(Scope.ALL);

        assertThat(store.setAside("nobody", times(1), "dedupe")).isZero();
        assertThat(store.restore("nobody", times(1))).isZero();
        assertThat(store.aside("nobody", 0, 10)).isEmpty();
        assertThat(store.setAside("home", List.of(), "dedupe")).isZero();
        assertThat(store.setAside("home", List.of(Long.MIN_VALUE, 0L, T, Long.MAX_VALUE), "dedupe"))
                .isZero();
        assertThat(store.restore("home", times(1))).isZero();
        assertThat(store.head(Scope.ALL)).isEqualTo(head);
        assertThat(store.hosts(END)).hasSize(1);
    }

    @Test
    void a_reason_is_needed() {
        for (String reason : List.of("", "x".repeat(65))) {
            assertThatThrownBy(() -> store.setAside("home", times(1), reason))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("64");
        }
    }

    @Test
    void those_aside_are_listed_by_time_and_in_pieces() {
        append("a", at("home", 1), at("home", 2), at("home", 3), at("home", 4), at("office", 2));
        store.setAside("home", times(4, 2), "first");
        store.setAside("home", times(1, 2, 3), "second");
        store.restore("home", times(3));

        assertThat(store.aside("home", 0, 10))
                .containsExactly(aside(1, "second"), aside(2, "first"), aside(4, "first"));
        assertThat(store.aside("home", T + 1, 2)).containsExactly(aside(1, "second"), aside(2, "first"));
        assertThat(store.aside("home", T + 3, 2)).containsExactly(aside(4, "first"));
        assertThat(store.aside("home", T + 5, 2)).isEmpty();
        assertThat(store.aside("home", 0, 0)).isEmpty();
        assertThat(store.aside("office", 0, 10)).isEmpty();
    }

    @Test
    void a_large_call_is_done_in_pieces_by_time() {
        int many = 2 * SampleStore.TOGETHER + 6;
        List<Sample> samples =
                LongStream.range(0, many).mapToObj(i -> at("home", i)).toList();
        store.append(samples, "a");
        final Position before = store.head(HOME);
        List<Long> all = samples.stream().map(Sample::t).toList().reversed();

        assertThat(store.setAside("home", all, "dedupe")).isEqualTo(many);
        List<LogEntry> entries = store.readAfter(HOME, before, 10).entries();
        assertThat(entries).hasSize(3);
        assertThat(entries.get(2))
                .isEqualTo(new LogEntry.Changed(
                        entries.get(2).seq(), "home", T + 2L * SampleStore.TOGETHER, T + many - 1));
        assertThat(scan(HOME, Position.after(entries.get(0).seq())))
                .isEqualTo(samples.subList(SampleStore.TOGETHER, many));
        assertThat(store.restore("home", all)).isEqualTo(many);
        assertThat(scan(HOME, Position.END)).isEqualTo(samples);
    }

    @Test
    void undoing_an_import_takes_those_aside_with_it_and_frees_their_identities() {
        append("import:1", at("home", 1), at("home", 2));
        append("import:2", at("home", 3));
        store.setAside("home", times(1, 3), "dedupe");
        final Position aside = store.head(HOME);

        assertThat(store.withdraw("import:1")).isEqualTo(2);
        assertThat(store.aside("home", 0, 10)).containsExactly(aside(3, "dedupe"));
        assertThat(store.restore("home", times(1))).isZero();
        assertThat(append("import:3", Sample.of("home", T + 1, 7), at("home", 3)))
                .containsExactly(Verdict.STORED, Verdict.DUPLICATE);
        assertThat(scan(HOME, Position.END)).containsExactly(Sample.of("home", T + 1, 7));
        assertThat(scan(HOME, aside)).containsExactly(at("home", 2));

        assertThat(store.setAside("home", times(1), "anew")).isEqualTo(1);
        assertThat(store.aside("home", 0, 10)).containsExactly(aside(1, "anew"), aside(3, "dedupe"));
        assertThat(scan(HOME, aside)).containsExactly(at("home", 2));
        assertThat(store.restore("home", times(1))).isEqualTo(1);
        assertThat(scan(HOME, Position.END)).containsExactly(Sample.of("home", T + 1, 7));
    }

    @Test
    void an_import_whose_samples_are_all_aside_can_be_undone() {
        append("import:1", at("home", 1));
        store.setAside("home", times(1), "dedupe");

        assertThat(store.withdraw("import:1")).isEqualTo(1);
        assertThat(store.withdraw("import:1")).isZero();
        assertThat(append("import:2", at("home", 1))).containsExactly(Verdict.STORED);
        assertThat(store.aside("home", 0, 10)).isEmpty();
    }

    @Test
    void what_is_in_quarantine_too_is_not_restored_and_stays_taken() {
        append("token:a", at("home", 1), at("home", 2));
        store.setAside("home", times(1), "dedupe");

        assertThat(store.quarantine("token:a")).isEqualTo(2);
        final Position head = store.head(HOME);
        assertThat(store.restore("home", times(1))).isZero();
        assertThat(store.setAside("home", times(1, 2), "dedupe")).isZero();
        assertThat(store.aside("home", 0, 10)).isEmpty();
        assertThat(store.head(HOME)).isEqualTo(head);
        assertThat(append("token:b", at("home", 1))).containsExactly(Verdict.DUPLICATE);
        assertThat(scan(HOME, Position.END)).isEmpty();
    }

    @Test
    void what_is_aside_outlives_the_process() throws Exception {
        append("a", at("home", 1), at("home", 2));
        store.setAside("home", times(1, 2), "dedupe");
        store.restore("home", times(2));
        final List<LogEntry> log = store.readAfter(HOME, Position.NONE, 10).entries();
        SampleStore other = reopen(store);

        assertThat(other.readAfter(HOME, Position.NONE, 10).entries()).isEqualTo(log);
        assertThat(other.aside("home", 0, 10)).containsExactly(aside(1, "dedupe"));
        assertThat(other.newest(HOME, END, 10)).containsExactly(at("home", 2));
        assertThat(other.restore("home", times(1))).isEqualTo(1);
    }

    @Test
    void whatever_happens_each_position_shows_what_counted_there() throws Exception {
        for (int seed = 0; seed < histories(); seed++) {
            // Hosts are new for each history, so that one store will do.
            new AsideHistory(store, "home-" + seed, seed).run();
        }
    }

    private List<Verdict> append(String origin, Sample... samples) {
        return store.append(List.of(samples), origin);
    }

    private List<Sample> scan(Scope scope, Position upTo) {
        List<Sample> found = new ArrayList<>();
        store.scan(scope, 0, END, upTo, (seq, sample) -> found.add(sample));
        return found;
    }

    private static List<Long> times(long... offsets) {
        return LongStream.of(offsets).mapToObj(offset -> T + offset).toList();
    }

    private static SampleStore.Aside aside(long offset, String reason) {
        return new SampleStore.Aside(T + offset, reason);
    }

    private static Sample at(String host, long offset) {
        return Sample.of(host, T + offset, 1000 + offset);
    }
}
