package dev.stillframe.testkit.soak;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SampleStore;
import java.util.HashMap;
import java.util.Map;

/** What victims have said that they were promised, and whether the store keeps to it. */
final class Ledger {
    private final Map<Identity, Entry> samples = new HashMap<>();

    private record Identity(String host, long t) {}

    private record Entry(String origin, State state) {}

    private enum State {
        THERE,
        UNSURE,
        GONE
    }

    /** Notes a line of a victim. */
    void note(String[] words) {
        switch (words[0]) {
            case "accepted" ->
                samples.put(new Identity(words[1], Long.parseLong(words[2])), new Entry(words[3], State.THERE));
            case "withdrawing" -> withdraw(words[1], State.UNSURE);
            case "withdrawn" -> withdraw(words[1], State.GONE);
            default -> {}
        }
    }

    private void withdraw(String origin, State state) {
        samples.replaceAll((identity, entry) -> entry.origin().equals(origin) ? new Entry(origin, state) : entry);
    }

    /** How many samples were accepted and not withdrawn. */
    int size() {
        return (int)
                samples.values().stream().filter(e -> e.state() == State.THERE).count();
    }

    /**
     * Holds the store to it.
     *
     * @throws AssertionError when a sample is lost, there twice, or there again
     */
    void check(SampleStore store) {
        Map<Identity, Integer> found = new HashMap<>();
        store.scan(
                Scope.ALL,
                0,
                Long.MAX_VALUE,
                store.head(Scope.ALL),
                (seq, sample) -> found.merge(new Identity(sample.host(), sample.t()), 1, Integer::sum));
        found.forEach((identity, times) -> {
            if (times != 1) {
                throw new AssertionError(identity + " is in the store " + times + " times");
            }
        });
        samples.forEach((identity, entry) -> {
            boolean there = found.containsKey(identity);
            if (entry.state() == State.THERE && !there) {
                throw new AssertionError(identity + " was accepted, and is not in the store");
            }
            if (entry.state() == State.GONE && there) {
                throw new AssertionError(identity + " was taken back, and is in the store");
            }
        });
    }
}
