package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.ShownPages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The same samples in different orders and pieces, on an edition in memory or on disk, built at last at one instant. */
record Orders(List<Sample> samples, List<Scope> scopes, long now) {
    /** All payloads of one build of everything at once, in memory: what all others are compared with. */
    Map<String, String> inMemory() {
        return inMemory(new MemorySampleStore(), 1);
    }

    /** The same where each host has a log of its own, and in pieces with builds in between. */
    Map<String, String> inLogsOfHosts(int pieces) {
        return inMemory(new HostLogSampleStore(), pieces);
    }

    private Map<String, String> inMemory(SampleStore store, int pieces) {
        ManualClock clock = new ManualClock(now);
        Ports ports =
                new Ports(store, new MemoryCheckpointStore(), new MemorySnapshotStore(clock), new MemoryLeaseStore());
        return run(ports, clock, cut(samples, pieces));
    }

    /** The same on disk. */
    Map<String, String> whole(Path folder) {
        return onDisk(folder, List.of(samples));
    }

    /** On disk, from the last to the first, in pieces with builds in between. */
    Map<String, String> backwards(Path folder, int pieces) {
        return onDisk(folder, cut(samples.reversed(), pieces));
    }

    /** On disk, in pieces with builds in between. */
    Map<String, String> inPieces(Path folder, int pieces) {
        return onDisk(folder, cut(samples, pieces));
    }

    private static List<List<Sample>> cut(List<Sample> samples, int pieces) {
        List<List<Sample>> cut = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            cut.add(samples.subList(samples.size() * i / pieces, samples.size() * (i + 1) / pieces));
        }
        return cut;
    }

    private Map<String, String> onDisk(Path folder, List<List<Sample>> pieces) {
        ManualClock clock = new ManualClock(now);
        try (OpenFolder open = OpenFolder.at(folder, clock)) {
            return run(open.edition().ports(), clock, pieces);
        }
    }

    /** Appends the pieces; after each the clock stands where it would if they had arrived in time, and all is built. */
    private Map<String, String> run(Ports ports, ManualClock clock, List<List<Sample>> pieces) {
        Builder builder = new Builder(
                ports,
                Metrics.BUILT_IN,
                Rules.USUAL,
                ShownPages.PAGES,
                clock,
                () -> UUID.randomUUID().toString());
        for (int i = 0; i < pieces.size(); i++) {
            List<Sample> piece = pieces.get(i);
            boolean last = i == pieces.size() - 1;
            ports.samples().append(piece, "test");
            long newest = piece.stream().mapToLong(Sample::t).max().orElse(now);
            clock.set(last ? now : Math.min(now, newest + 1));
            for (Scope scope : scopes) {
                BuildOutcome outcome = builder.build(scope, last ? BuildMode.ALL : BuildMode.DUE);
                assertThat(outcome).isNotInstanceOf(BuildOutcome.Failed.class);
            }
        }
        Map<String, String> payloads = new TreeMap<>();
        for (Scope scope : scopes) {
            assertThat(new Verifier(ports, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES)
                            .verify(scope)
                            .differences())
                    .isEmpty();
            for (SnapshotId id : SnapshotId.of(scope)) {
                payloads.put(id.key(), json(ports.snapshots(), id));
            }
        }
        return payloads;
    }

    private static String json(SnapshotStore files, SnapshotId id) {
        byte[] body = files.read(id.key()).orElseThrow().object().body();
        return new String(Gzip.decompress(body, 8 << 20), StandardCharsets.UTF_8);
    }
}
