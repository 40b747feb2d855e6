package dev.stillframe.core.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of one line of separated values, found in place. A field may stand in quotes, in which a doubled quote stands for
 * one; blanks around a field do not belong to it. For use by one thread, one line after another.
 */
final class Row {
    /** What can separate fields. */
    static final byte[] DELIMITERS = {',', ';', '\t'};

    private static final int BYTES_A_CHARACTER = 8;

    private final byte delimiter;
    private byte[] line = new byte[0];
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private boolean[] doubled = new boolean[32];
    private int count;
    private boolean torn;

    Row(byte delimiter) {
        this.delimiter = delimiter;
    }

    byte delimiter() {
        return delimiter;
    }

    /** Finds the fields of {@code line[from..to)}, which must not change while they are asked for. */
    void split(byte[] line, int from, int to) {
        this.line = line;
        count = 0;
        torn = false;
        int i = from;
        while (true) {
            while (i < to && line[i] == ' ') {
                i++;
            }
            i = i < to && line[i] == '"' ? quoted(i + 1, to) : plain(i, to);
            if (i >= to) {
                return;
            }
            i++;
        }
    }

    /** How many fields there are, at least one. */
    int count() {
        return count;
    }

    /** Whether a quote is not closed, or closed in the middle of a field. */
    boolean isTorn() {
        return torn;
    }

    byte[] line() {
        return line;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    boolean isEmpty(int field) {
        return starts[field] == ends[field];
    }

    /** Whether every field but one is empty. */
    boolean isEmptyBut(int field) {
        for (int i = 0; i < count; i++) {
            if (i != field && !isEmpty(i)) {
                return false;
            }
        }
        return true;
    }

    /** A field as text without control characters, cut to {@code max} characters. */
    String text(int field, int max) {
        byte[] bytes = new byte[Math.min(ends[field] - starts[field], max * BYTES_A_CHARACTER)];
        return CleanText.of(bytes, 0, copy(field, bytes, 0), max);
    }

    /** All fields as texts of up to {@code max} characters. */
    List<String> texts(int max) {
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text(i, max));
        }
        return texts;
    }

    /** Copies a field's bytes, as many as there is room for, and gives the index after the last one. */
    int copy(int field, byte[] to, int at) {
        if (!doubled[field]) {
            int length = Math.min(ends[field] - starts[field], to.length - at);
            System.arraycopy(line, starts[field], to, at, length);
            return at + length;
        }
        int end = at;
        for (int i = starts[field]; i < ends[field] && end < to.length; i++) {
            to[end++] = line[i];
            i += line[i] == '"' ? 1 : 0;
        }
        return end;
    }

    private int plain(int from, int to) {
        int i = from;
        while (i < to && line[i] != delimiter) {
            i++;
        }
        int end = i;
        while (end > from && line[end - 1] == ' ') {
            end--;
        }
        add(from, end, false);
        return i;
    }

    private int quoted(int from, int to) {
        boolean escapes = false;
        int i = from;
        while (i < to && (line[i] != '"' || (i + 1 < to && line[i + 1] == '"'))) {
            escapes |= line[i] == '"';
            i += line[i] == '"' ? 2 : 1;
        }
        torn |= i >= to;
        add(from, Math.min(i, to), escapes);
        i++;
        while (i < to && line[i] == ' ') {
            i++;
        }
        torn |= i < to && line[i] != delimiter;
        while (i < to && line[i] != delimiter) {
            i++;
        }
        return i;
    }

    private void add(int start, int end, boolean escapes) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            doubled = Arrays.copyOf(doubled, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        doubled[count] = escapes;
        count++;
    }
}
