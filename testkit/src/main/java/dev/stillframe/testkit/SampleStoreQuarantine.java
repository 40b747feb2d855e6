package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.ClosedOriginException;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SampleStore} does with samples in quarantine. */
public abstract class SampleStoreQuarantine {
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

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    @Test
    void what_is_in_quarantine_counts_no_longer() {
        append("token:a", at("home", 1), at("home", 3));
        append("token:b", at("home", 2));

        assertThat(store.quarantine("token:a")).isEqualTo(2);
        assertThat(scan(Scope.ALL, Position.END)).containsExactly(at("home", 2));
        assertThat(scan(HOME, Position.END)).containsExactly(at("home", 2));
        assertThat(store.newest(HOME, END, 10)).containsExactly(at("home", 2));
        assertThat(store.newest(Scope.ALL, END, 10)).containsExactly(at("home", 2));
        assertThat(store.hosts(END)).containsExactly(new HostSummary("home", store.head(HOME), T + 2));
    }

    @Test
    void a_host_with_nothing_but_quarantine_is_known_and_has_no_newest() {
        append("token:a", at("home", 1));
        store.quarantine("token:a");

        assertThat(store.hosts(END)).containsExactly(new HostSummary("home", store.head(HOME), Long.MIN_VALUE));
    }

    @Test
    void an_identity_in_quarantine_stays_taken() {
        append("token:a", Sample.of("home", T, 1), Sample.of("home", T + 1, 2));
        store.quarantine("token:a");
        final Position head = store.head(HOME);

        assertThat(append("token:b", Sample.of("home", T, 1), Sample.of("home", T + 1, 7), Sample.of("office", T, 1)))
                .containsExactly(Verdict.DUPLICATE, Verdict.DUPLICATE, Verdict.STORED);
        assertThat(store.readAfter(HOME, head, 10).entries()).isEmpty();
        assertThat(scan(HOME, Position.END)).isEmpty();
    }

    @Test
    void what_is_kept_is_told_with_its_origin_and_whether_it_is_in_quarantine() {
        append("token:a", at("home", 4), at("home", 1), at("office", 1));
        append("token:b", at("home", 2));
        append("import:7", at("home", 3));
        store.quarantine("token:a");
        store.withdraw("import:7");
        append("token:b", at("home", 5));

        List<String> kept = new ArrayList<>();
        store.kept(HOME, (sample, origin, quarantined) -> {
            assertThat(sample).isEqualTo(at("home", sample.t() - T));
            kept.add(sample.t() - T + " " + origin + " " + quarantined);
        });
        assertThat(kept).containsExactly("1 token:a true", "2 token:b false", "4 token:a true", "5 token:b false");
        store.kept(Scope.host("nobody"), (sample, origin, quarantined) -> kept.add("more"));
        assertThat(kept).hasSize(4);
    }

    @Test
    void a_large_call_knows_which_identities_are_in_quarantine() {
        List<Sample> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(Sample.of("host-" + i % 3, T + i, i));
        }
        store.append(many.subList(300, 700), "token:a");
        assertThat(store.quarantine("token:a")).isEqualTo(400);

        List<Verdict> verdicts = store.append(many, "token:b");
        assertThat(verdicts.subList(0, 300)).containsOnly(Verdict.STORED);
        assertThat(verdicts.subList(300, 700)).containsOnly(Verdict.DUPLICATE);
        assertThat(verdicts.subList(700, 1_000)).containsOnly(Verdict.STORED);
        assertThat(scan(Scope.ALL, Position.END)).hasSize(600);
    }

    @Test
    void an_origin_in_quarantine_is_refused_and_nothing_is_stored() {
        append("token:a", at("home", 1));
        store.quarantine("token:a");
        final Position head = store.head(Scope.ALL);

        assertThatThrownBy(() -> append("token:a", at("home", 2), at("office", 3)))
                .isInstanceOf(ClosedOriginException.class)
                .hasMessageContaining("token:a");
        assertThatThrownBy(() -> append("token:a")).isInstanceOf(ClosedOriginException.class);
        assertThat(store.head(Scope.ALL)).isEqualTo(head);
        assertThat(append("token:ab", at("home", 2))).containsExactly(Verdict.STORED);
    }

    @Test
    void an_origin_that_never_sent_anything_is_refused_too() {
        assertThat(store.quarantine("token:a")).isZero();

        assertThat(store.head(Scope.ALL)).isEqualTo(Position.NONE);
        assertThatThrownBy(() -> append("token:a", at("home", 1))).isInstanceOf(ClosedOriginException.class);
        assertThat(store.hosts(END)).isEmpty();
    }

    @Test
    void the_log_has_one_entry_for_each_host_concerned_and_keeps_the_samples() {
        append("token:a", at("home", 0), at("home", 1), at("office", 2));
        append("token:b", at("lab", 3));
        final Position before = store.head(Scope.ALL);
        final Position ofHome = store.head(HOME);
        final Position ofLab = store.head(Scope.host("lab"));
        store.quarantine("token:a");

        List<LogEntry> entries = store.readAfter(Scope.ALL, before, 10).entries();
        assertThat(entries).hasSize(2).allSatisfy(e -> assertThat(e).isInstanceOf(LogEntry.Changed.class));
        assertThat(entries).extracting(e -> ((LogEntry.Changed) e).host()).containsExactlyInAnyOrder("home", "office");
        assertThat(entries)
                .extracting(e -> ((LogEntry.Changed) e).from(), e -> ((LogEntry.Changed) e).to())
                .containsExactlyInAnyOrder(tuple(T, T + 1), tuple(T + 2, T + 2));
        assertThat(store.readAfter(HOME, ofHome, 10).entries()).hasSize(1);
        assertThat(store.readAfter(Scope.host("lab"), ofLab, 10).entries()).isEmpty();
        assertThat(SampleStoreContract.samples(
                        store.readAfter(HOME, Position.NONE, 2).entries()))
                .containsExactly(at("home", 0), at("home", 1));
    }

    @Test
    void a_scan_as_of_before_the_quarantine_still_sees_what_counted_then() {
        append("token:a", at("home", 1), at("home", 3));
        append("token:b", at("home", 2));
        final Position before = store.head(HOME);
        store.quarantine("token:a");
        final Position after = store.head(HOME);

        assertThat(scan(HOME, before)).containsExactly(at("home", 1), at("home", 2), at("home", 3));
        assertThat(scan(HOME, after)).containsExactly(at("home", 2));
    }

    @Test
    void quarantine_again_changes_nothing() {
        append("token:a", at("home", 1));
        store.quarantine("token:a");
        final Position head = store.head(Scope.ALL);

        assertThat(store.quarantine("token:a")).isZero();
        assertThat(store.head(Scope.ALL)).isEqualTo(head);
    }

    @Test
    void withdrawing_an_origin_in_quarantine_frees_nothing() {
        append("token:a", at("home", 1));
        store.quarantine("token:a");
        final Position head = store.head(Scope.ALL);

        assertThat(store.withdraw("token:a")).isZero();
        assertThat(store.head(Scope.ALL)).isEqualTo(head);
        assertThat(append("token:b", at("home", 1))).containsExactly(Verdict.DUPLICATE);
        assertThatThrownBy(() -> append("token:a", at("home", 2))).isInstanceOf(ClosedOriginException.class);
    }

    @Test
    void what_was_withdrawn_before_stays_free_and_the_origin_is_closed() {
        append("token:a", at("home", 1));
        store.withdraw("token:a");
        append("token:a", at("home", 2));

        assertThat(store.quarantine("token:a")).isEqualTo(1);
        assertThatThrownBy(() -> append("token:a", at("home", 3))).isInstanceOf(ClosedOriginException.class);
        assertThat(append("token:b", at("home", 1), at("home", 2))).containsExactly(Verdict.STORED, Verdict.DUPLICATE);
        assertThat(scan(HOME, Position.END)).containsExactly(at("home", 1));
    }

    @Test
    void other_origins_are_left_alone() {
        append("token:a", at("home", 1));
        append("token:b", at("home", 2));
        store.quarantine("token:a");

        assertThat(store.withdraw("token:b")).isEqualTo(1);
        assertThat(append("token:b", at("home", 2))).containsExactly(Verdict.STORED);
        assertThat(scan(HOME, Position.END)).containsExactly(at("home", 2));
    }

    @Test
    void quarantine_outlives_the_process() throws Exception {
        append("token:a", at("home", 1));
        store.quarantine("token:a");
        store.quarantine("token:c");
        SampleStore other = reopen(store);

        assertThat(other.newest(Scope.ALL, END, 10)).isEmpty();
        assertThat(other.append(List.of(at("home", 1)), "token:b")).containsExactly(Verdict.DUPLICATE);
        for (String origin : List.of("token:a", "token:c")) {
            assertThatThrownBy(() -> other.append(List.of(at("home", 5)), origin))
                    .isInstanceOf(ClosedOriginException.class);
        }
    }

    @Test
    void whatever_is_sent_while_quarantine_begins_does_not_count_in_the_end() {
        for (int round = 0; round < 5; round++) {
            String origin = "token:" + round;
            long first = T + round * 1_000_000L;
            List<Long> stored = Race.of(4, i -> () -> {
                if (i == 3) {
                    return store.quarantine(origin);
                }
                long mine = 0;
                for (int n = 0; n < 200; n++) {
                    try {
                        store.append(List.of(Sample.of("home", first + n * 10L + i, n)), origin);
                        mine++;
                    } catch (ClosedOriginException e) {
                        break;
                    }
                }
                return mine;
            });

            assertThat(scan(HOME, Position.END)).isEmpty();
            assertThat(stored.get(3)).isEqualTo(stored.get(0) + stored.get(1) + stored.get(2));
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

    private static Sample at(String host, long offset) {
        return Sample.of(host, T + offset, 1000 + offset);
    }
}
