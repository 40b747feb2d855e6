package dev.stillframe.core.ingest;

import java.util.List;
import java.util.OptionalLong;

/**
 * What an import did. Every record is one of: taken, a failed test, a duplicate, refused. Lines that are neither records nor
 * skipped are headers and blank lines.
 *
 * @param importId the number by which the import can be taken back; empty when it stored nothing
 * @param lines lines read
 * @param records lines that are a record
 * @param taken samples stored that have a value
 * @param failedTests samples stored that have none
 * @param duplicates samples of a host and time that was stored already
 * @param leftOut values left out, by metric and reason, those of duplicates included
 * @param refused records that are no sample, by reason
 * @param skipped lines that are no record, by reason
 * @param repeatedHour stamps, duplicates' included, that a clock change repeated; they were read as the first of the two
 * @param skippedHour stamps, duplicates' included, that a clock change skipped; they were moved on by its length
 * @param hosts the hosts of all samples, duplicates included, in order
 * @param firstAt the earliest of their times, epoch milliseconds
 * @param lastAt the latest of their times, epoch milliseconds
 */
public record ImportReport(
        OptionalLong importId,
        long lines,
        long records,
        long taken,
        long failedTests,
        long duplicates,
        List<LeftOut> leftOut,
        List<Trouble> refused,
        List<Trouble> skipped,
        long repeatedHour,
        long skippedHour,
        List<String> hosts,
        long firstAt,
        long lastAt) {
    /** How many values were left out for a reason, of all metrics. */
    public long leftOut(LeftOut.Reason reason) {
        return leftOut.stream()
                .filter(l -> l.reason() == reason)
                .mapToLong(LeftOut::count)
                .sum();
    }

    /** How many records are no sample. */
    public long refusedCount() {
        return refused.stream().mapToLong(Trouble::count).sum();
    }

    /** How many lines are no record. */
    public long skippedCount() {
        return skipped.stream().mapToLong(Trouble::count).sum();
    }

    /**
     * Lines that gave nothing for one reason.
     *
     * @param reason why
     * @param count how many, at least 1
     * @param examples the first of them, at most {@link #MAX_EXAMPLES}
     */
    public record Trouble(String reason, long count, List<Example> examples) {
        /** How many lines of a kind are shown. */
        public static final int MAX_EXAMPLES = 5;
    }

    /**
     * One such line.
     *
     * @param source the name of the source
     * @param line its number there, from 1
     * @param text how it begins: at most {@link #MAX_CHARACTERS} printable characters
     */
    public record Example(String source, long line, String text) {
        /** How much of a line is shown. */
        public static final int MAX_CHARACTERS = 80;
    }
}
