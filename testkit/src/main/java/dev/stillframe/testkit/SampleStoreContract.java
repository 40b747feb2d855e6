package dev.stillframe.testkit;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SampleStore} does. What happens side by side is in {@link SampleStoreRaces}. */
public abstract class SampleStoreContract {
    static final long T = 1_767_225_600_000L;
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

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    @Test
    void a_new_store_is_empty() {
        assertThat(store.head(Scope.ALL)).isEqualTo(Position.NONE);
        assertThat(entries(Scope.ALL, Position.NONE, 10)).isEmpty();
        assertThat(scan(Scope.ALL, 0, END, Position.END)).isEmpty();
        assertThat(store.newest(Scope.ALL, END, 10)).isEmpty();
        assertThat(store.hosts(END)).isEmpty();
        assertThat(store.append(List.of(), "test")).isEmpty();
        assertThat(store.withdraw("test")).isZero();
    }

    @Test
    void samples_of_a_host_are_numbered_in_the_order_given() {
        append("test", at("home", 3), at("office", 1), at("home", 2));

        SampleStore.Batch batch = store.readAfter(Scope.ALL, Position.NONE, 10);
        assertThat(samples(batch.entries()))
                .containsExactlyInAnyOrder(at("home", 3), at("office", 1), at("home", 2))
                .containsSubsequence(at("home", 3), at("home", 2));
        assertThat(batch.next()).isEqualTo(store.head(Scope.ALL));
        assertThat(batch.more()).isFalse();
        List<LogEntry> ofHome = entries(HOME, Position.NONE, 10);
        assertThat(ofHome).extracting(LogEntry::seq).isSorted().doesNotHaveDuplicates();
        assertThat(ofHome.getFirst().seq()).isPositive();
    }

    @Test
    void everything_a_sample_holds_comes_back() {
        long gap = Values.ABSENT;
        Sample full = new Sample(
                "home",
                T,
                Values.of(93_100, 40_200, 11_200, 800, 12_500),
                null,
                Map.of("server", "Zürich \"7\"", "isp", "ISP, Ltd.", "connectionType", "Ethernet"));
        Sample partial = new Sample("home", T + 1, Values.of(gap, 0, gap, 1), "upload only\nno download", Map.of());
        Sample failed = new Sample("home", T + 2, Values.NONE, "no route ✗", Map.of("prober", "cli"));
        Sample extremes = Sample.of("home", T + 3, -4_000_000_000L, 4_000_000_000L, gap, gap, -1);
        Sample old = Sample.of("home", 0, 1);
        append("test", full, partial, failed, extremes, old);

        assertThat(samples(entries(Scope.ALL, Position.NONE, 10)))
                .containsExactly(full, partial, failed, extremes, old);
        assertThat(scan(HOME, 0, END, Position.END)).containsExactly(old, full, partial, failed, extremes);
        assertThat(store.newest(HOME, T + 2, 1)).containsExactly(failed);
    }

    @Test
    void the_first_of_an_identity_wins() {
        assertThat(append("a", Sample.of("home", T, 1))).containsExactly(Verdict.STORED);
        Position head = store.head(Scope.ALL);

        assertThat(append("b", Sample.of("home", T, 2), Sample.of("office", T, 3), Sample.of("home", T, 1)))
                .containsExactly(Verdict.DUPLICATE, Verdict.STORED, Verdict.DUPLICATE);
        assertThat(samples(entries(Scope.ALL, head, 10))).containsExactly(Sample.of("office", T, 3));
        assertThat(scan(HOME, 0, END, Position.END)).containsExactly(Sample.of("home", T, 1));
    }

    @Test
    void of_two_with_one_identity_in_one_call_the_first_wins() {
        assertThat(append("a", Sample.of("home", T, 1), Sample.of("home", T, 2), Sample.of("home", T + 1, 3)))
                .containsExactly(Verdict.STORED, Verdict.DUPLICATE, Verdict.STORED);
        assertThat(samples(entries(HOME, Position.NONE, 10)))
                .containsExactly(Sample.of("home", T, 1), Sample.of("home", T + 1, 3));
    }

    @Test
    void a_call_with_nothing_but_duplicates_adds_nothing() {
        append("a", at("home", 0));
        final Position head = store.head(Scope.ALL);
        append("a", at("home", 0), at("home", 0));

        assertThat(store.head(Scope.ALL)).isEqualTo(head);
        assertThat(entries(Scope.ALL, head, 10)).isEmpty();
    }

    @Test
    void the_log_is_read_in_pieces() {
        append("a", at("home", 0), at("office", 1), at("home", 2), at("home", 3), at("office", 4));

        for (Scope scope : List.of(Scope.ALL, HOME, Scope.host("office"), Scope.host("nobody"))) {
            for (int limit = 1; limit <= 6; limit++) {
                List<LogEntry> pieces = new ArrayList<>();
                SampleStore.Batch piece;
                Position position = Position.NONE;
                do {
                    piece = store.readAfter(scope, position, limit);
                    assertThat(piece.entries()).hasSizeLessThanOrEqualTo(limit);
                    pieces.addAll(piece.entries());
                    position = piece.next();
                } while (piece.more());
                assertThat(byHost(pieces)).isEqualTo(byHost(entries(scope, Position.NONE, 100)));
                assertThat(position).isEqualTo(store.head(scope));
            }
        }
    }

    @Test
    void where_nothing_is_new_the_position_stays() {
        append("a", at("home", 0), at("office", 1));

        for (Scope scope : List.of(Scope.ALL, HOME, Scope.host("nobody"))) {
            Position head = store.head(scope);
            assertThat(store.readAfter(scope, head, 10)).isEqualTo(new SampleStore.Batch(List.of(), head, false));
        }
    }

    @Test
    void after_a_position_comes_what_arrived_since_for_whichever_host() {
        append("a", at("home", 0), at("office", 1), at("lab", 2));
        final Position before = store.head(Scope.ALL);
        append("a", at("office", 3), at("attic", 4));

        SampleStore.Batch batch = store.readAfter(Scope.ALL, before, 10);
        assertThat(samples(batch.entries())).containsExactlyInAnyOrder(at("office", 3), at("attic", 4));
        assertThat(batch.next()).isEqualTo(store.head(Scope.ALL)).isNotEqualTo(before);
    }

    @Test
    void a_host_has_its_own_log_and_head() {
        append("a", at("home", 0), at("home", 1), at("office", 2));

        List<LogEntry> ofHome = entries(HOME, Position.NONE, 10);
        assertThat(samples(ofHome)).containsExactly(at("home", 0), at("home", 1));
        assertThat(store.head(HOME)).isEqualTo(Position.after(ofHome.getLast().seq()));
        assertThat(store.head(Scope.host("nobody"))).isEqualTo(Position.NONE);

        final Position head = store.head(HOME);
        append("a", at("office", 3));
        assertThat(store.head(HOME)).isEqualTo(head);
        append("a", at("home", 4));
        assertThat(store.head(HOME).number()).isGreaterThan(head.number());
    }

    @Test
    void a_scan_has_inclusive_ends_and_the_order_of_time() {
        append("a", at("home", 5), at("home", 1), at("home", 3), at("home", 4), at("home", 2));

        assertThat(scan(HOME, T + 2, T + 4, Position.END)).containsExactly(at("home", 2), at("home", 3), at("home", 4));
        assertThat(scan(HOME, T + 3, T + 3, Position.END)).containsExactly(at("home", 3));
        assertThat(scan(HOME, T + 6, END, Position.END)).isEmpty();
        assertThat(scan(HOME, T + 4, T + 2, Position.END)).isEmpty();
    }

    @Test
    void a_scan_of_all_hosts_has_each_host_in_order_of_time() {
        append("a", at("office", 4), at("home", 3), at("office", 1), at("home", 2));

        List<Sample> all = scan(Scope.ALL, 0, END, Position.END);
        assertThat(all).hasSize(4);
        assertThat(all).filteredOn(s -> s.host().equals("home")).containsExactly(at("home", 2), at("home", 3));
        assertThat(all).filteredOn(s -> s.host().equals("office")).containsExactly(at("office", 1), at("office", 4));
    }

    @Test
    void a_scan_tells_the_number_of_each_sample() {
        append("a", at("home", 2), at("home", 1));
        List<LogEntry> scanned = new ArrayList<>();
        store.scan(HOME, 0, END, Position.END, (seq, sample) -> scanned.add(new LogEntry.Arrived(seq, sample)));

        assertThat(scanned).containsExactlyInAnyOrderElementsOf(entries(HOME, Position.NONE, 10));
    }

    @Test
    void a_scan_knows_nothing_that_came_after_its_position() {
        append("a", at("home", 1));
        final Position first = store.head(Scope.ALL);
        append("a", at("home", 2), at("office", 3));

        assertThat(scan(Scope.ALL, 0, END, Position.NONE)).isEmpty();
        assertThat(scan(Scope.ALL, 0, END, first)).containsExactly(at("home", 1));
        assertThat(scan(Scope.ALL, 0, END, store.head(Scope.ALL))).hasSize(3);
        assertThat(scan(HOME, 0, END, Position.NONE)).isEmpty();
        assertThat(scan(HOME, 0, END, store.head(HOME))).containsExactly(at("home", 1), at("home", 2));
    }

    @Test
    void what_is_taken_back_counts_no_longer_and_can_come_again() {
        append("import:1", Sample.of("home", T, 1), at("home", 1));
        append("import:2", at("home", 2));
        final Position before = store.head(HOME);

        assertThat(store.withdraw("import:1")).isEqualTo(2);
        assertThat(scan(HOME, 0, END, Position.END)).containsExactly(at("home", 2));
        assertThat(store.newest(HOME, END, 10)).containsExactly(at("home", 2));

        assertThat(append("import:3", Sample.of("home", T, 7))).containsExactly(Verdict.STORED);
        assertThat(scan(HOME, 0, END, Position.END)).containsExactly(Sample.of("home", T, 7), at("home", 2));
        List<LogEntry> after = entries(HOME, before, 10);
        assertThat(after).hasSize(2);
        assertThat(after.get(0)).isEqualTo(new LogEntry.Changed(after.get(0).seq(), "home", T, T + 1));
        assertThat(after.get(1)).isEqualTo(new LogEntry.Arrived(after.get(1).seq(), Sample.of("home", T, 7)));
    }

    @Test
    void a_scan_as_of_before_a_withdrawal_still_sees_what_counted_then() {
        append("a", Sample.of("home", T, 1));
        final Position arrived = store.head(HOME);
        store.withdraw("a");
        final Position withdrawn = store.head(HOME);
        append("b", Sample.of("home", T, 2));
        final Position again = store.head(HOME);

        assertThat(withdrawn.number()).isGreaterThan(arrived.number());
        assertThat(scan(HOME, 0, END, arrived)).containsExactly(Sample.of("home", T, 1));
        assertThat(scan(HOME, 0, END, withdrawn)).isEmpty();
        assertThat(scan(HOME, 0, END, again)).containsExactly(Sample.of("home", T, 2));
    }

    @Test
    void a_withdrawal_is_one_entry_for_each_host_concerned_and_the_samples_stay_in_the_log() {
        append("a", at("home", 0), at("home", 1), at("office", 2));
        append("b", at("lab", 3));
        final Position before = store.head(Scope.ALL);
        final Position ofHome = store.head(HOME);
        final Position ofLab = store.head(Scope.host("lab"));
        store.withdraw("a");

        List<LogEntry> entries = entries(Scope.ALL, before, 10);
        assertThat(entries).hasSize(2).allSatisfy(e -> assertThat(e).isInstanceOf(LogEntry.Changed.class));
        assertThat(entries).extracting(e -> ((LogEntry.Changed) e).host()).containsExactlyInAnyOrder("home", "office");
        assertThat(entries(HOME, ofHome, 10)).hasSize(1);
        assertThat(entries(Scope.host("lab"), ofLab, 10)).isEmpty();
        assertThat(samples(entries(HOME, Position.NONE, 2))).containsExactly(at("home", 0), at("home", 1));
    }

    @Test
    void withdrawing_again_changes_nothing() {
        append("a", at("home", 0));
        store.withdraw("a");
        final Position head = store.head(Scope.ALL);

        assertThat(store.withdraw("a")).isZero();
        assertThat(store.withdraw("unknown")).isZero();
        assertThat(store.head(Scope.ALL)).isEqualTo(head);
    }

    @Test
    void an_origin_can_be_used_again_after_it_was_withdrawn() {
        append("a", Sample.of("home", T, 1));
        store.withdraw("a");
        append("a", Sample.of("home", T, 2), at("home", 5));

        assertThat(scan(HOME, 0, END, Position.END)).containsExactly(Sample.of("home", T, 2), at("home", 5));
        assertThat(store.withdraw("a")).isEqualTo(2);
        assertThat(scan(HOME, 0, END, Position.END)).isEmpty();
    }

    @Test
    void a_duplicate_does_not_come_to_life_when_the_first_is_withdrawn() {
        append("a", Sample.of("home", T, 1));
        append("b", Sample.of("home", T, 2));
        store.withdraw("a");

        assertThat(scan(HOME, 0, END, Position.END)).isEmpty();
        assertThat(store.withdraw("b")).isZero();
    }

    @Test
    void the_newest_come_by_time_and_not_by_arrival() {
        append("a", at("home", 9), at("office", 8), at("home", 1), at("home", 7));

        assertThat(store.newest(Scope.ALL, END, 3)).containsExactly(at("home", 9), at("office", 8), at("home", 7));
        assertThat(store.newest(HOME, T + 8, 10)).containsExactly(at("home", 7), at("home", 1));
        assertThat(store.newest(HOME, T + 7, 1)).containsExactly(at("home", 7));
        assertThat(store.newest(HOME, T, 5)).isEmpty();
        assertThat(store.newest(HOME, END, 0)).isEmpty();
    }

    @Test
    void hosts_come_by_name_with_their_heads_and_newest_samples() {
        append("a", at("office", 5), at("home", 9), at("home", 1));

        assertThat(store.hosts(END))
                .containsExactly(
                        new HostSummary("home", store.head(HOME), T + 9),
                        new HostSummary("office", store.head(Scope.host("office")), T + 5));
        assertThat(store.hosts(T + 8)).extracting(HostSummary::lastSampleAt).containsExactly(T + 1, T + 5);
        assertThat(store.hosts(T))
                .extracting(HostSummary::lastSampleAt)
                .containsExactly(Long.MIN_VALUE, Long.MIN_VALUE);
    }

    @Test
    void a_host_whose_samples_were_all_withdrawn_is_still_known() {
        append("a", at("home", 1));
        store.withdraw("a");

        assertThat(store.hosts(END)).containsExactly(new HostSummary("home", store.head(HOME), Long.MIN_VALUE));
        assertThat(samples(entries(HOME, Position.NONE, 1))).containsExactly(at("home", 1));
    }

    @Test
    void a_large_call_is_stored_whole() {
        List<Sample> many = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            many.add(Sample.of("host-" + i % 7, T + i * 1000L, i, 2L * i));
        }
        assertThat(store.append(many, "a")).hasSize(many.size()).containsOnly(Verdict.STORED);

        assertThat(byHost(entries(Scope.ALL, Position.NONE, 20_000)).values())
                .hasSize(7)
                .allSatisfy(log -> assertThat(samples(log)).isSortedAccordingTo(comparingLong(Sample::t)));
        assertThat(samples(entries(Scope.ALL, Position.NONE, 20_000))).containsExactlyInAnyOrderElementsOf(many);
        assertThat(store.append(many, "b")).containsOnly(Verdict.DUPLICATE);
        assertThat(store.withdraw("a")).isEqualTo(many.size());
        assertThat(scan(Scope.ALL, 0, END, Position.END)).isEmpty();
    }

    @Test
    void everything_outlives_the_process() throws Exception {
        append("a", at("home", 1), at("office", 2));
        store.withdraw("a");
        append("b", at("home", 1));
        final List<LogEntry> log = entries(Scope.ALL, Position.NONE, 100);
        final Position head = store.head(Scope.ALL);
        SampleStore other = reopen(store);

        assertThat(other.readAfter(Scope.ALL, Position.NONE, 100).entries()).isEqualTo(log);
        assertThat(other.head(Scope.ALL)).isEqualTo(head);
        assertThat(other.append(List.of(at("home", 1), at("home", 5)), "c"))
                .containsExactly(Verdict.DUPLICATE, Verdict.STORED);
        assertThat(samples(other.readAfter(Scope.ALL, head, 10).entries())).containsExactly(at("home", 5));
        assertThat(other.hosts(END)).extracting(HostSummary::host).containsExactly("home", "office");
    }

    private List<Verdict> append(String origin, Sample... samples) {
        return store.append(List.of(samples), origin);
    }

    /** What stands after a position. */
    private List<LogEntry> entries(Scope scope, Position after, int limit) {
        return store.readAfter(scope, after, limit).entries();
    }

    private List<Sample> scan(Scope scope, long from, long to, Position upTo) {
        List<Sample> found = new ArrayList<>();
        store.scan(scope, from, to, upTo, (seq, sample) -> found.add(sample));
        return found;
    }

    private static Sample at(String host, long offset) {
        return Sample.of(host, T + offset, 1000 + offset);
    }

    /** The entries of each host, as they stand. */
    static Map<String, List<LogEntry>> byHost(List<LogEntry> entries) {
        return entries.stream().collect(Collectors.groupingBy(entry -> switch (entry) {
            case LogEntry.Arrived arrived -> arrived.sample().host();
            case LogEntry.Changed changed -> changed.host();
        }));
    }

    static List<Sample> samples(List<LogEntry> entries) {
        List<Sample> samples = new ArrayList<>();
        for (LogEntry entry : entries) {
            assertThat(entry).isInstanceOf(LogEntry.Arrived.class);
            samples.add(((LogEntry.Arrived) entry).sample());
        }
        return samples;
    }
}
