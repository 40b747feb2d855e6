package dev.stillframe.core.pack;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The binary form of what a sample holds beside its identity: values, error text, labels.
 *
 * <p>Form: flags (1 error, 2 labels), count of values, for each its number and value (signed); error text; count of labels, for
 * each its name and text, by name. A value's number is whatever the caller gives its metric, so that stored samples outlive a
 * change of the catalogue.
 */
public final class SampleCodec {
    private static final int ERROR = 1;
    private static final int LABELS = 2;
    private static final int MAX_METRICS = 1 << 16;
    private static final int MAX_LABELS = 1 << 10;

    private SampleCodec() {}

    /** Writes a sample's body. {@code numbers} has for each metric index the number to store. */
    public static void write(Packer out, Sample sample, int[] numbers) {
        String error = sample.error();
        out.u8((error == null ? 0 : ERROR) | (sample.labels().isEmpty() ? 0 : LABELS));
        Values values = sample.values();
        int count = 0;
        for (int i = 0; i < values.length(); i++) {
            count += values.has(i) ? 1 : 0;
        }
        out.unsigned(count);
        for (int i = 0; i < values.length(); i++) {
            if (values.has(i)) {
                out.unsigned(numbers[i]).signed(values.get(i));
            }
        }
        if (error != null) {
            out.text(error);
        }
        if (!sample.labels().isEmpty()) {
            Map<String, String> sorted = sample.labels().size() == 1 ? sample.labels() : new TreeMap<>(sample.labels());
            out.unsigned(sorted.size());
            sorted.forEach((name, text) -> out.text(name).text(text));
        }
    }

    /**
     * Reads a sample's body. {@code indexes} has for each stored number the metric index, or -1 for one that is not declared
     * now: its values are left out.
     *
     * @throws IllegalArgumentException when the bytes are not a body
     */
    public static Sample read(Unpacker in, String host, long t, int[] indexes) {
        int flags = in.u8();
        int count = in.count(MAX_METRICS);
        long[] values = new long[indexes.length];
        Arrays.fill(values, Values.ABSENT);
        for (int i = 0; i < count; i++) {
            int number = in.count(MAX_METRICS);
            long value = in.signed();
            if (number < indexes.length && indexes[number] >= 0) {
                values[indexes[number]] = value;
            }
        }
        String error = (flags & ERROR) != 0 ? in.text() : null;
        Map<String, String> labels = Map.of();
        if ((flags & LABELS) != 0) {
            int size = in.count(MAX_LABELS);
            labels = new HashMap<>();
            for (int i = 0; i < size; i++) {
                labels.put(in.text(), in.text());
            }
        }
        // A test that succeeded stays one, also when none of its metrics is declared any more.
        return new Sample(host, t, Values.of(values), error, labels, count == 0);
    }
}
