package dev.stillframe.core.model;

import java.util.Arrays;

/** The metric values of one sample: for each metric of the catalogue, in its order, a value in smallest units or nothing. */
public final class Values {
    /** Stands for "no value" in arrays of values; no allowed value comes near it. */
    public static final long ABSENT = Long.MIN_VALUE;

    private final long[] values;

    private Values(long[] values) {
        this.values = values;
    }

    /** No value at all, for a catalogue of any size. */
    public static final Values NONE = new Values(new long[0]);

    /**
     * Takes values in the order of the catalogue; {@link #ABSENT} where there is none. The array is copied; trailing absent
     * values make no difference.
     */
    public static Values of(long... values) {
        int length = values.length;
        while (length > 0 && values[length - 1] == ABSENT) {
            length--;
        }
        return length == 0 ? NONE : new Values(Arrays.copyOf(values, length));
    }

    /** The value of the metric at an index, in smallest units, or {@link #ABSENT}. */
    public long get(int metric) {
        return metric < values.length ? values[metric] : ABSENT;
    }

    /** Whether the metric at an index has a value. */
    public boolean has(int metric) {
        return get(metric) != ABSENT;
    }

    /** Whether no metric has a value. */
    public boolean isEmpty() {
        return values.length == 0;
    }

    /** One more than the index of the last metric that has a value. */
    public int length() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values v && Arrays.equals(v.values, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
