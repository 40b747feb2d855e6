package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.ImportLog.Import;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ImportLog} does. */
public abstract class ImportLogContract {
    private static final long NOW = 1_767_225_600_000L;

    /** The log under test. */
    protected ImportLog log;

    /** A log without imports; a new one for each test. */
    protected abstract ImportLog create() throws Exception;

    /** The same log, closed and opened again. A log that lives in this process only returns itself. */
    protected ImportLog reopen(ImportLog opened) throws Exception {
        return opened;
    }

    @BeforeEach
    void createLog() throws Exception {
        log = create();
    }

    @Test
    void a_new_log_has_no_imports() {
        assertThat(log.imports()).isEmpty();
    }

    @Test
    void imports_are_numbered_from_one() {
        assertThat(log.begin("a.csv", NOW)).isEqualTo(1);
        assertThat(log.begin("b.csv", NOW + 1)).isEqualTo(2);
        assertThat(log.begin("a.csv", NOW + 2)).isEqualTo(3);
    }

    @Test
    void an_import_that_runs_has_neither_end_nor_count() {
        long id = log.begin("speed \"2025\".csv, é.csv", NOW);

        assertThat(log.imports()).containsExactly(new Import(id, "speed \"2025\".csv, é.csv", NOW, 0, 0, 0));
    }

    @Test
    void a_finished_import_says_when_and_how_many() {
        long id = log.begin("a.csv", NOW);
        log.finish(id, 16_262, NOW + 5);

        assertThat(log.imports()).containsExactly(new Import(id, "a.csv", NOW, NOW + 5, 16_262, 0));
    }

    @Test
    void an_import_taken_back_stays_and_says_when() {
        long id = log.begin("a.csv", NOW);
        log.finish(id, 3, NOW + 5);
        log.undone(id, NOW + 9);

        assertThat(log.imports()).containsExactly(new Import(id, "a.csv", NOW, NOW + 5, 3, NOW + 9));
    }

    @Test
    void a_discarded_import_is_forgotten() {
        final long kept = log.begin("a.csv", NOW);
        final long empty = log.begin("b.csv", NOW);
        log.discard(empty);

        assertThat(log.imports()).extracting(Import::id).containsExactly(kept);
        assertThat(log.begin("c.csv", NOW)).isGreaterThan(kept);
    }

    @Test
    void what_concerns_no_import_changes_nothing() {
        final long id = log.begin("a.csv", NOW);
        log.finish(99, 3, NOW);
        log.undone(99, NOW);
        log.discard(99);

        assertThat(log.imports()).containsExactly(new Import(id, "a.csv", NOW, 0, 0, 0));
    }

    @Test
    void imports_come_oldest_first() {
        log.begin("b.csv", NOW + 10);
        log.begin("a.csv", NOW);
        log.finish(1, 7, NOW + 20);

        assertThat(log.imports()).extracting(Import::source).containsExactly("b.csv", "a.csv");
    }

    @Test
    void imports_that_begin_at_once_get_different_numbers() {
        List<Long> ids = Race.of(8, i -> () -> log.begin("file-" + i, NOW));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(log.imports()).hasSize(8);
    }

    @Test
    void imports_outlive_the_process() throws Exception {
        final long id = log.begin("a.csv", NOW);
        log.finish(id, 3, NOW + 5);
        ImportLog other = reopen(log);

        assertThat(other.imports()).containsExactly(new Import(id, "a.csv", NOW, NOW + 5, 3, 0));
        assertThat(other.begin("b.csv", NOW)).isEqualTo(id + 1);
    }

    @Test
    void the_origin_of_an_import_names_its_number() {
        assertThat(ImportLog.origin(7)).isEqualTo("import:7");
    }
}
