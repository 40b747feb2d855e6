package dev.stillframe.core.export;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Sample;
import java.math.BigDecimal;

/** How samples stand in a text, one a line. Numbers are exact, in the metrics' own units. */
public sealed interface SampleForm permits CsvForm, JsonForm {
    /** The line before all others, without its end; empty where there is none. */
    String header();

    /** The line of a sample, without its end. */
    String line(Sample sample);

    /** A value of a sample as a decimal number without trailing zeros. */
    static String decimal(Metric metric, long value) {
        return BigDecimal.valueOf(value, metric.scale()).stripTrailingZeros().toPlainString();
    }
}
