package dev.stillframe.core.rollup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts that a label had, and how often. At most {@link #MOST} are kept, the first by their UTF-16 code units: which ones these
 * are, and how often each came, then depends on neither order nor grouping. Not for use by several threads.
 */
public final class Names {
    /** The most texts that are kept. */
    public static final int MOST = 32;

    private final TreeMap<String, Long> counts = new TreeMap<>();
    private boolean more;

    /** None. */
    public Names() {}

    void add(String name, long count) {
        counts.merge(name, count, Long::sum);
        if (counts.size() > MOST) {
            counts.pollLastEntry();
            more = true;
        }
    }

    void add(Names other) {
        other.counts.forEach(this::add);
        more |= other.more;
    }

    void markMore() {
        more = true;
    }

    /** How often each text came. */
    Map<String, Long> counts() {
        return counts;
    }

    /** Whether there were more texts than are kept. */
    public boolean more() {
        return more;
    }

    /** The texts, the most frequent first, those that are as frequent in their order. */
    public List<String> byFrequency() {
        List<Map.Entry<String, Long>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        return entries.stream().map(Map.Entry::getKey).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Names n && n.counts.equals(counts) && n.more == more;
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }
}
