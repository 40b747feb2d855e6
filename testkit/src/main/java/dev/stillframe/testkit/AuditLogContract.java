package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.AuditLog.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AuditLog} does. */
public abstract class AuditLogContract {
    private static final long NOW = 1_767_225_600_000L;

    /** The log under test. */
    protected AuditLog log;

    /** A log without entries; a new one for each test. */
    protected abstract AuditLog create() throws Exception;

    /** The same log, closed and opened again. A log that lives in this process only returns itself. */
    protected AuditLog reopen(AuditLog opened) throws Exception {
        return opened;
    }

    @BeforeEach
    void createLog() throws Exception {
        log = create();
    }

    private static Entry entry(long at, String subject, String outcome) {
        return new Entry(at, "k3v9", "192.0.2.7", "POST /samples", subject, outcome, 1);
    }

    @Test
    void a_new_log_has_no_entries() {
        assertThat(log.newest(10)).isEmpty();
        log.expire(NOW);
        log.add(List.of());
        assertThat(log.newest(10)).isEmpty();
    }

    @Test
    void everything_an_entry_holds_comes_back() {
        Entry full = new Entry(NOW, "cli", "2001:db8::7", "GET /é \"x\"\n", "home", "refused: 403", 4_000_000_000L);
        Entry bare = new Entry(NOW + 1, "", "", "", "", "", 1);
        log.add(List.of(full, bare));

        assertThat(log.newest(10)).containsExactly(bare, full);
    }

    @Test
    void what_was_begun_has_no_outcome_until_it_ends() {
        String first = log.begin(entry(NOW, "home", ""));
        final String second = log.begin(entry(NOW, "office", ""));
        assertThat(log.newest(10)).containsExactly(entry(NOW, "office", ""), entry(NOW, "home", ""));

        log.end(first, "12 stored");
        assertThat(log.newest(10)).containsExactly(entry(NOW, "office", ""), entry(NOW, "home", "12 stored"));
        log.end(second, "failed");
        assertThat(log.newest(1)).containsExactly(entry(NOW, "office", "failed"));
    }

    @Test
    void the_newest_come_by_arrival_and_not_by_time() {
        log.add(List.of(entry(NOW + 9, "a", "x"), entry(NOW, "b", "x")));
        log.begin(entry(NOW + 5, "c", ""));

        assertThat(log.newest(10)).extracting(Entry::subject).containsExactly("c", "b", "a");
        assertThat(log.newest(2)).extracting(Entry::subject).containsExactly("c", "b");
        assertThat(log.newest(0)).isEmpty();
    }

    @Test
    void what_is_older_than_an_instant_is_forgotten() {
        log.add(List.of(entry(NOW - 1, "a", "x"), entry(NOW, "b", "x"), entry(NOW - 2, "c", "x")));
        log.expire(NOW);

        assertThat(log.newest(10)).extracting(Entry::subject).containsExactly("b");
    }

    @Test
    void the_end_of_a_forgotten_entry_changes_nothing() {
        String id = log.begin(entry(NOW - 1, "a", ""));
        log.expire(NOW);
        log.begin(entry(NOW, "b", ""));
        log.end(id, "done");

        assertThat(log.newest(10)).containsExactly(entry(NOW, "b", ""));
    }

    @Test
    void entries_that_are_begun_at_once_are_told_apart() {
        List<String> ids = Race.of(8, i -> () -> {
            String id = log.begin(entry(NOW, "host-" + i, ""));
            log.end(id, "outcome " + i);
            return id;
        });

        assertThat(ids).doesNotHaveDuplicates();
        List<Entry> expected = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            expected.add(entry(NOW, "host-" + i, "outcome " + i));
        }
        assertThat(log.newest(100)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void entries_outlive_the_process() throws Exception {
        final String id = log.begin(entry(NOW, "a", ""));
        log.add(List.of(entry(NOW + 1, "b", "refused")));
        AuditLog other = reopen(log);

        assertThat(other.newest(10)).containsExactly(entry(NOW + 1, "b", "refused"), entry(NOW, "a", ""));
        other.end(id, "done");
        assertThat(other.begin(entry(NOW, "c", ""))).isNotEqualTo(id);
        assertThat(other.newest(3).getLast()).isEqualTo(entry(NOW, "a", "done"));
    }
}
