package dev.stillframe.testkit;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.Verdict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Feeds a sample store, and knows by the contracts which samples count. */
final class Ledger {
    private record Identity(String host, long t) {}

    private record Held(Sample sample, String origin, boolean aside) {}

    private final SampleStore store;
    private final Map<Identity, Held> held = new LinkedHashMap<>();

    Ledger(SampleStore store) {
        this.store = store;
    }

    void arrive(Sample sample, String origin) {
        Held before = held.putIfAbsent(new Identity(sample.host(), sample.t()), new Held(sample, origin, false));
        expect(
                before == null ? Verdict.STORED : Verdict.DUPLICATE,
                store.append(List.of(sample), origin).getFirst());
    }

    void withdraw(String origin) {
        long before = held.size();
        held.values().removeIf(h -> h.origin().equals(origin));
        expect(before - held.size(), store.withdraw(origin));
    }

    void setAside(String host, long t) {
        expect(move(host, t, true), store.setAside(host, List.of(t), "test"));
    }

    void restore(String host, long t) {
        expect(move(host, t, false), store.restore(host, List.of(t)));
    }

    private long move(String host, long t, boolean aside) {
        Identity identity = new Identity(host, t);
        Held was = held.get(identity);
        if (was == null || was.aside() == aside) {
            return 0;
        }
        held.put(identity, new Held(was.sample(), was.origin(), aside));
        return 1;
    }

    /** The samples that count. */
    Collection<Sample> counted() {
        return held.values().stream().filter(h -> !h.aside()).map(Held::sample).toList();
    }

    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("the sample store answered " + actual + " instead of " + expected);
        }
    }
}
