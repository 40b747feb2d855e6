package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code export} writes: a header that begins with {@code t} and {@code host}, and names metrics, the error and labels as they
 * are named in samples. Values are in the metrics' own units; texts are guarded against being taken for formulas.
 */
final class ExportedCsv implements Format {
    private static final int MAX_NAME = 200;

    private final Metrics metrics;

    ExportedCsv(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public @Nullable LineParser open(FirstLines lines, ImportSettings settings, Stamp stamps) {
        for (byte[] line : lines.lines()) {
            for (byte delimiter : Row.DELIMITERS) {
                Row row = new Row(delimiter);
                row.split(line, 0, line.length);
                List<String> names = row.texts(MAX_NAME);
                if (names.size() > 2 && names.get(0).equals("t") && names.get(1).equals("host")) {
                    return NamedCsv.exported(metrics, columns(lines.source(), names))
                            .open(lines, settings, stamps);
                }
            }
        }
        return null;
    }

    private Columns columns(String source, List<String> names) {
        List<String> known = Columns.keys(metrics);
        Map<String, String> byKey = new LinkedHashMap<>();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ImportException(source + " looks like an export, and has a column '"
                        + CleanText.of(name, 40) + "' that is not known here (known are " + String.join(", ", known)
                        + "); declare it as a metric in the settings, or choose columns with --columns");
            }
            byKey.put(name, name);
        }
        return new Columns(byKey);
    }
}
