package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Sample;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes labels of fields. The same few servers come again and again, so the labels of equal bytes are made once. For use by one
 * thread: {@link #begin}, then {@link #add} and {@link #join} for each label, then {@link #labels}.
 */
final class LabelCache {
    private static final int SLOTS = 512;
    private static final int MAX_BYTES = 8 * Sample.MAX_TEXT;

    private record Slot(byte[] key, Map<String, String> labels) {}

    private final List<String> names;
    private final boolean guarded;
    private final @Nullable Slot[] slots = new @Nullable Slot[SLOTS];
    private final byte[] value = new byte[MAX_BYTES];
    /** Of each label: the index of its name, two bytes of length, its bytes. */
    private final byte[] key;

    private int length;

    /** A cache for labels of these names, at most 100. */
    LabelCache(List<String> names) {
        this(names, false);
    }

    /** The same, whose texts may be guarded by {@link FormulaGuard}. */
    LabelCache(List<String> names, boolean guarded) {
        this.names = List.copyOf(names);
        this.guarded = guarded;
        key = new byte[names.size() * (MAX_BYTES + 3)];
    }

    /** Forgets the fields of the last record. */
    void begin() {
        length = 0;
    }

    /** Adds the label of a name, by its index, whose text is a field; none where that is empty. */
    void add(int name, Row row, int field) {
        join(name, row, field, field + 1);
    }

    /** Adds a label whose text is several fields with commas between. */
    void join(int name, Row row, int from, int to) {
        int end = 0;
        for (int field = from; field < to; field++) {
            if (field > from && end + 2 <= value.length) {
                value[end++] = ',';
                value[end++] = ' ';
            }
            end = row.copy(field, value, end);
        }
        if (end > 0) {
            key[length] = (byte) name;
            key[length + 1] = (byte) (end >> 8);
            key[length + 2] = (byte) end;
            System.arraycopy(value, 0, key, length + 3, end);
            length += 3 + end;
        }
    }

    /** The labels of the fields added. */
    Map<String, String> labels() {
        if (length == 0) {
            return Map.of();
        }
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + key[i];
        }
        int place = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Slot slot = slots[place];
        if (slot == null || !Arrays.equals(slot.key, 0, slot.key.length, key, 0, length)) {
            slot = new Slot(Arrays.copyOf(key, length), make());
            slots[place] = slot;
        }
        return slot.labels;
    }

    private Map<String, String> make() {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < length; ) {
            int from = i + 3;
            int to = from + ((key[i + 1] & 0xFF) << 8 | (key[i + 2] & 0xFF));
            String text = guarded
                    ? CleanText.of(
                            FormulaGuard.plain(CleanText.of(key, from, to, Sample.MAX_TEXT + 1)), Sample.MAX_TEXT)
                    : CleanText.of(key, from, to, Sample.MAX_TEXT);
            if (!text.isEmpty()) {
                labels.put(names.get(key[i]), text);
            }
            i = to;
        }
        return Map.copyOf(labels);
    }
}
