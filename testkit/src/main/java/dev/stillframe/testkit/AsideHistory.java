package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A short life of one host as a seed draws it: samples arrive, are taken back, put into quarantine, set aside and restored. After
 * each event the store must answer as the contract says, and in the end each position must still show what counted there.
 */
final class AsideHistory {
    private static final long T = SampleStoreContract.T;
    private static final int TIMES = 4;
    private static final int EVENTS = 14;

    private final SampleStore store;
    private final Scope host;
    private final RandomGenerator random;
    /** What holds an identity, by time. */
    private final Map<Long, Held> held = new TreeMap<>();

    private final Set<String> closed = new HashSet<>();
    private final Map<Position, List<Sample>> seen = new LinkedHashMap<>();
    private final List<String> story = new ArrayList<>();

    private enum State {
        COUNTS,
        ASIDE,
        QUARANTINED
    }

    private record Held(Sample sample, String origin, State state) {
        Held as(State next) {
            return new Held(sample, origin, next);
        }
    }

    AsideHistory(SampleStore store, String host, long seed) {
        this.store = store;
        this.host = Scope.host(host);
        this.random = Samples.random(seed);
    }

    void run() {
        for (int event = 0; event < EVENTS; event++) {
            Position before = store.head(host);
            List<Sample> counted = counted();
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> arrive(event);
                case 4, 5, 6 -> setAside(event);
                case 7, 8, 9 -> restore();
                case 10 -> withdraw();
                default -> quarantine();
            }
            look(before, counted);
        }
        seen.forEach((position, samples) ->
                assertThat(scan(position)).as("%s at %s", story, position).isEqualTo(samples));
    }

    private void arrive(int event) {
        String origin = origin();
        Sample sample = Sample.of(host.name(), T + random.nextInt(TIMES), event);
        story.add(origin + " sends " + (sample.t() - T));
        if (closed.contains(origin)) {
            return;
        }
        boolean isNew = !held.containsKey(sample.t());
        held.putIfAbsent(sample.t(), new Held(sample, origin, State.COUNTS));
        same(store.append(List.of(sample), origin), List.of(isNew ? Verdict.STORED : Verdict.DUPLICATE));
    }

    private void setAside(int event) {
        List<Long> times = times();
        story.add("aside " + times);
        same(store.setAside(host.name(), times, "r" + event), move(times, State.COUNTS, State.ASIDE));
    }

    private void restore() {
        List<Long> times = times();
        story.add("restore " + times);
        same(store.restore(host.name(), times), move(times, State.ASIDE, State.COUNTS));
    }

    private void withdraw() {
        String origin = origin();
        story.add("withdraw " + origin);
        long before = held.size();
        held.values().removeIf(h -> h.origin().equals(origin) && h.state() != State.QUARANTINED);
        same(store.withdraw(origin), before - held.size());
    }

    private void quarantine() {
        String origin = origin();
        story.add("quarantine " + origin);
        closed.add(origin);
        long count = 0;
        for (Map.Entry<Long, Held> entry : held.entrySet()) {
            Held was = entry.getValue();
            if (was.origin().equals(origin) && was.state() != State.QUARANTINED) {
                entry.setValue(was.as(State.QUARANTINED));
                count++;
            }
        }
        same(store.quarantine(origin), count);
    }

    private long move(List<Long> times, State from, State to) {
        long count = 0;
        for (long t : Set.copyOf(times)) {
            Held was = held.get(t);
            if (was != null && was.state() == from) {
                held.put(t, was.as(to));
                count++;
            }
        }
        return count;
    }

    /** What the store says now, and that its new entries tell of all that changed. */
    private void look(Position before, List<Sample> then) {
        List<Sample> now = counted();
        same(scan(Position.END), now);
        same(store.newest(host, Long.MAX_VALUE, 10), now.reversed());
        List<Long> aside = store.aside(host.name(), 0, 10).stream()
                .map(SampleStore.Aside::t)
                .toList();
        same(
                aside,
                held.values().stream()
                        .filter(h -> h.state() == State.ASIDE)
                        .map(h -> h.sample().t())
                        .toList());
        Set<Sample> told = new HashSet<>(then);
        told.addAll(now);
        told.removeIf(sample -> then.contains(sample) == now.contains(sample));
        for (LogEntry entry : store.readAfter(host, before, 10).entries()) {
            switch (entry) {
                case LogEntry.Arrived arrived -> told.remove(arrived.sample());
                case LogEntry.Changed changed ->
                    told.removeIf(sample -> sample.t() >= changed.from() && sample.t() <= changed.to());
            }
        }
        same(told, Set.of());
        seen.put(store.head(host), now);
    }

    private List<Sample> counted() {
        return held.values().stream()
                .filter(h -> h.state() == State.COUNTS)
                .map(Held::sample)
                .toList();
    }

    private List<Sample> scan(Position upTo) {
        List<Sample> found = new ArrayList<>();
        store.scan(host, 0, Long.MAX_VALUE, upTo, (seq, sample) -> found.add(sample));
        return found;
    }

    private List<Long> times() {
        List<Long> times = new ArrayList<>();
        int count = random.nextInt(1, 4);
        for (int i = 0; i < count; i++) {
            times.add(T + random.nextInt(TIMES));
        }
        return times;
    }

    /** Of this host alone: one in three is closed early, so there are some. */
    private String origin() {
        return host.name() + "-" + random.nextInt(4);
    }

    private void same(Object actual, Object expected) {
        assertThat(actual).as("%s", story).isEqualTo(expected);
    }
}
