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

    private record Counted(Sample sample, String origin) {}

    private final SampleStore store;
    private final Map<Identity, Counted> counted = new LinkedHashMap<>();

    Ledger(SampleStore store) {
        this.store = store;
    }

    void arrive(Sample sample, String origin) {
        Counted before = counted.putIfAbsent(new Identity(sample.host(), sample.t()), new Counted(sample, origin));
        expect(
                before == null ? Verdict.STORED : Verdict.DUPLICATE,
                store.append(List.of(sample), origin).getFirst());
    }

    void withdraw(String origin) {
        long before = counted.size();
        counted.values().removeIf(c -> c.origin().equals(origin));
        expect(before - counted.size(), store.withdraw(origin));
    }

    /** The samples that count. */
    Collection<Sample> counted() {
        return counted.values().stream().map(Counted::sample).toList();
    }

    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("the sample store answered " + actual + " instead of " + expected);
        }
    }
}
