package dev.stillframe.core.export;

import dev.stillframe.core.ingest.Columns;
import dev.stillframe.core.ingest.FormulaGuard;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values: time (ISO 8601, UTC), host, the metrics in their order, error, labels. Empty where there is nothing. Texts are
 * in quotes where they need them, in one line, and guarded by {@link FormulaGuard}.
 */
public final class CsvForm implements SampleForm {
    private final Metrics metrics;

    /** With a column for each metric of a catalogue. */
    public CsvForm(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public String header() {
        List<String> names = new ArrayList<>(List.of("t", "host"));
        metrics.list().forEach(metric -> names.add(metric.name()));
        names.add("error");
        names.addAll(Columns.LABELS);
        return String.join(",", names);
    }

    @Override
    public String line(Sample sample) {
        StringBuilder line = new StringBuilder(160);
        line.append(Instant.ofEpochMilli(sample.t())).append(',').append(sample.host());
        for (int i = 0; i < metrics.size(); i++) {
            line.append(',');
            if (sample.values().has(i)) {
                line.append(SampleForm.decimal(metrics.get(i), sample.values().get(i)));
            }
        }
        String error = sample.error();
        append(line, error == null ? "" : error);
        for (String name : Columns.LABELS) {
            append(line, sample.labels().getOrDefault(name, ""));
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String raw) {
        line.append(',');
        String text = FormulaGuard.guarded(inOneLine(raw));
        if (text.isEmpty() || isPlain(text)) {
            line.append(text);
        } else {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    private static String inOneLine(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            clean.append(text.charAt(i) < ' ' ? ' ' : text.charAt(i));
        }
        return clean.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == ';') {
                return false;
            }
        }
        return text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ';
    }
}
