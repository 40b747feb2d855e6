package dev.stillframe.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Many builds of one subject, each after one new sample, in all and by part. */
final class BuildTimes {
    private final Map<Part, List<Ledger.Cost>> costs = new EnumMap<>(Part.class);

    /** What a build does, and what comes before it. */
    enum Part {
        BUILD("build"),
        COMPUTE("  folding, encoding, compressing, checking"),
        WRITE("  writing: staged pack, payloads, metas, manifest"),
        COMMIT("  commit, with its one sync"),
        READ("  reading log and state"),
        REST("  reading back, lease, old versions"),
        ARRIVE("taking the sample in, with one sync");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        /** What tables call it. */
        String title() {
            return title;
        }
    }

    /** Takes a sample in and builds, so many times. */
    void measure(BuildSubject subject, int times) {
        for (int i = 0; i < times; i++) {
            measure(subject);
        }
    }

    private void measure(BuildSubject subject) {
        Ledger.Cost start = Ledger.Cost.now();
        subject.arrive();
        note(Part.ARRIVE, Ledger.Cost.since(start));
        Ledger ledger = subject.ledger();
        ledger.clear();
        start = Ledger.Cost.now();
        subject.build();
        Ledger.Cost build = Ledger.Cost.since(start);
        Ledger.Cost write = ledger.of("SnapshotStore.stage", "SnapshotStore.promote", "SnapshotStore.publish");
        Ledger.Cost commit = ledger.of("CheckpointStore.replace");
        Ledger.Cost read = ledger.of("SampleStore.readAfter", "CheckpointStore.load", "CheckpointStore.object");
        note(Part.BUILD, build);
        note(Part.COMPUTE, build.minus(ledger.all()));
        note(Part.WRITE, write);
        note(Part.COMMIT, commit);
        note(Part.READ, read);
        note(Part.REST, ledger.all().minus(write).minus(commit).minus(read));
    }

    private void note(Part part, Ledger.Cost cost) {
        costs.computeIfAbsent(part, p -> new ArrayList<>()).add(cost);
    }

    /** The times of a part. */
    Timing of(Part part) {
        List<Ledger.Cost> its = costs.getOrDefault(part, List.of());
        return Timing.of(
                its.stream().mapToLong(Ledger.Cost::clock).toArray(),
                its.stream().mapToLong(Ledger.Cost::processor).toArray());
    }
}
