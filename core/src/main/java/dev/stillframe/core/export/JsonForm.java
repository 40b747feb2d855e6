package dev.stillframe.core.export;

import dev.stillframe.core.ingest.Columns;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import java.util.Locale;

/** JSON lines: an object a sample, as {@code POST /samples} takes it. In ASCII, so that any terminal can pass it on. */
public final class JsonForm implements SampleForm {
    private final Metrics metrics;

    /** With the values of a catalogue. */
    public JsonForm(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public String header() {
        return "";
    }

    @Override
    public String line(Sample sample) {
        StringBuilder line = new StringBuilder(200);
        line.append("{\"host\":\"").append(sample.host()).append("\",\"t\":").append(sample.t());
        for (int i = 0; i < metrics.size(); i++) {
            if (sample.values().has(i)) {
                line.append(",\"").append(metrics.get(i).name()).append("\":");
                line.append(SampleForm.decimal(metrics.get(i), sample.values().get(i)));
            }
        }
        String error = sample.error();
        if (error != null) {
            append(line, "error", error);
        }
        for (String name : Columns.LABELS) {
            String label = sample.labels().get(name);
            if (label != null) {
                append(line, name, label);
            }
        }
        return line.append('}').toString();
    }

    private static void append(StringBuilder line, String name, String text) {
        line.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }
}
