package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns that a user named are in one file, counted from 0, and -1 for what is not there.
 *
 * @param delimiter what separates fields
 * @param t the time
 * @param metrics for each metric of the catalogue its column
 * @param error the error text
 * @param host the host
 * @param labels for each of {@link Columns#LABELS} its column
 * @param headerTime what the header calls the time; null where there is no header
 */
record Layout(
        byte delimiter,
        int t,
        int[] metrics,
        int error,
        int host,
        int[] labels,
        @Nullable String headerTime) {
    private static final int MAX_NAME = 200;
    private static final int SHOWN = 60;
    private static final int SHOWN_COLUMNS = 60;

    /** How many fields a record has at least: all up to the last one that is measured or names the host. */
    int fields() {
        int last = Math.max(t, host);
        for (int column : metrics) {
            last = Math.max(last, column);
        }
        return last + 1;
    }

    /**
     * Finds the columns by the first line that has all the names, or by their numbers.
     *
     * @throws ImportException when there is no such line; it names the columns there are
     */
    static Layout find(Columns columns, Metrics metrics, FirstLines lines, Stamp stamps) {
        List<String> wanted = new ArrayList<>(columns.byKey().values());
        boolean byNumber = wanted.stream().allMatch(Layout::isNumber);
        List<String> nearest = List.of();
        long nearestHits = 0;
        Row numbered = null;
        for (int i = 0; i < lines.lines().size(); i++) {
            byte[] line = lines.lines().get(i);
            boolean found = numbered != null;
            for (byte delimiter : Row.DELIMITERS) {
                Row row = new Row(delimiter);
                row.split(line, 0, line.length);
                boolean record = isTimeByNumber(columns, row, stamps);
                if (record) {
                    boolean better = numbered == null || (!found && row.count() > numbered.count());
                    numbered = better ? row : numbered;
                }
                if (record || byNumber) {
                    continue;
                }
                List<String> names = row.texts(MAX_NAME);
                long hits = wanted.stream().filter(names::contains).count();
                if (hits > 0 && wanted.stream().allMatch(w -> isNumber(w) || names.contains(w))) {
                    return of(columns, metrics, lines, delimiter, names, names);
                }
                if (hits > nearestHits || (nearestHits == 0 && i == 0 && names.size() > nearest.size())) {
                    nearest = names;
                    nearestHits = hits;
                }
            }
        }
        if (!byNumber) {
            List<String> names = nearest;
            List<String> missing = wanted.stream()
                    .filter(w -> !isNumber(w) && !names.contains(w))
                    .map(w -> "'" + CleanText.of(w, SHOWN) + "'")
                    .toList();
            throw new ImportException(
                    lines.source() + " has no column " + String.join(" and no column ", missing) + "; " + there(names));
        }
        if (numbered == null) {
            throw new ImportException(lines.source() + ": no time is in column "
                    + columns.byKey().get("t") + " of its first lines; the first is: " + lines.shown());
        }
        return of(columns, metrics, lines, numbered.delimiter(), null, numbered.texts(MAX_NAME));
    }

    private static Layout of(
            Columns columns,
            Metrics metrics,
            FirstLines lines,
            byte delimiter,
            @Nullable List<String> header,
            List<String> fields) {
        int[] ofMetrics = new int[metrics.size()];
        for (int i = 0; i < ofMetrics.length; i++) {
            ofMetrics[i] = place(columns, metrics.get(i).name(), lines, header, fields);
        }
        int[] ofLabels = new int[Columns.LABELS.size()];
        for (int i = 0; i < ofLabels.length; i++) {
            ofLabels[i] = place(columns, Columns.LABELS.get(i), lines, header, fields);
        }
        int t = place(columns, "t", lines, header, fields);
        return new Layout(
                delimiter,
                t,
                ofMetrics,
                place(columns, "error", lines, header, fields),
                place(columns, "host", lines, header, fields),
                ofLabels,
                header == null ? null : header.get(t));
    }

    private static int place(
            Columns columns, String key, FirstLines lines, @Nullable List<String> header, List<String> fields) {
        String column = columns.byKey().get(key);
        if (column == null) {
            return -1;
        }
        int named = header == null ? -1 : header.indexOf(column);
        if (named >= 0) {
            return named;
        }
        int number = Integer.parseInt(column);
        if (header != null && number > fields.size()) {
            throw new ImportException(lines.source() + " has no column " + column + "; " + there(fields));
        }
        return number - 1;
    }

    private static boolean isTimeByNumber(Columns columns, Row row, Stamp stamps) {
        String column = columns.byKey().getOrDefault("t", "");
        if (!isNumber(column)) {
            return false;
        }
        int t = Integer.parseInt(column) - 1;
        return t < row.count() && stamps.parse(row.line(), row.start(t), row.end(t)) != Stamp.NONE;
    }

    private static boolean isNumber(String column) {
        return column.matches("[1-9][0-9]{0,4}");
    }

    private static String there(List<String> names) {
        List<String> shown = names.stream()
                .limit(SHOWN_COLUMNS)
                .map(name -> CleanText.of(name, SHOWN))
                .toList();
        return "its columns are: " + String.join(", ", shown) + (names.size() > SHOWN_COLUMNS ? ", …" : "");
    }
}
