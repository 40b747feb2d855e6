package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edition on disk publishes, byte for byte, what the reference in memory does, whatever the order and the pieces. */
class EditionsAgreeTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final List<Scope> SCOPES = List.of(Scope.ALL, Scope.host("attic"), Scope.host("cellar"));

    @TempDir
    Path folder;

    /** Thirteen months of two hosts, dense at the end, in the order of time. */
    private static List<Sample> history() {
        Samples samples = new Samples(20251229);
        List<Sample> all = new ArrayList<>();
        all.addAll(samples.steady("attic", NOW - 400 * DAY, NOW - 10 * DAY, 211 * MINUTE));
        all.addAll(samples.steady("cellar", NOW - 395 * DAY, NOW - DAY, 307 * MINUTE));
        all.addAll(samples.steady("attic", NOW - 9 * DAY, NOW, 7 * MINUTE));
        all.addAll(samples.steady("cellar", NOW - 100 * MINUTE, NOW, MINUTE / 2));
        all.sort(Comparator.comparingLong(Sample::t));
        return all;
    }

    @Test
    void wholeInPiecesAndBackwardsGiveTheBytesOfTheReference() {
        Orders orders = new Orders(history(), SCOPES, NOW);
        Map<String, String> expected = orders.inMemory();
        assertThat(expected)
                .hasSize(72)
                .allSatisfy((key, json) -> assertThat(json).contains("\"points\":"));
        assertThat(orders.inLogsOfHosts(1)).isEqualTo(expected);
        assertThat(orders.inLogsOfHosts(7)).isEqualTo(expected);
        assertThat(orders.whole(folder.resolve("whole"))).isEqualTo(expected);
        assertThat(orders.inPieces(folder.resolve("pieces"), 23)).isEqualTo(expected);
        assertThat(orders.backwards(folder.resolve("backwards"), 11)).isEqualTo(expected);
    }

    @Test
    void aRebuildChangesNoPayload() {
        ManualClock clock = new ManualClock(NOW);
        try (OpenFolder open = OpenFolder.at(folder, clock)) {
            List<Sample> history = history();
            open.edition().samples().append(history.subList(0, history.size() / 2), "first");
            open.buildAll(BuildMode.ALL);
            open.edition().samples().append(history.subList(history.size() / 2, history.size()), "second");
            open.buildAll(BuildMode.ALL);
            Map<String, String> before = payloads(open);
            open.buildAll(BuildMode.REBUILD);
            assertThat(payloads(open)).isEqualTo(before);
            open.assertRight();
        }
    }

    @Test
    void whatWasTakenBackLeavesNoTrace() {
        List<Sample> history = history();
        Map<String, String> without = new Orders(
                        history.stream().filter(s -> s.host().equals("attic")).toList(), SCOPES.subList(0, 2), NOW)
                .inMemory();
        try (OpenFolder open = OpenFolder.at(folder, new ManualClock(NOW))) {
            for (Sample sample : history.subList(history.size() - 100, history.size())) {
                open.edition().samples().append(List.of(sample), sample.host());
            }
            open.buildAll(BuildMode.ALL);
            for (String host : List.of("attic", "cellar")) {
                open.edition()
                        .samples()
                        .append(
                                history.stream()
                                        .filter(s -> s.host().equals(host))
                                        .toList(),
                                host);
            }
            open.buildAll(BuildMode.ALL);
            open.edition().samples().withdraw("cellar");
            open.buildAll(BuildMode.ALL);
            assertThat(payloads(open)).containsAllEntriesOf(without);
            open.assertRight();
        }
    }

    private static Map<String, String> payloads(OpenFolder open) {
        Map<String, String> payloads = new TreeMap<>();
        for (Scope scope : open.edition().scopes()) {
            for (SnapshotId id : SnapshotId.of(scope)) {
                payloads.put(id.key(), open.payload(id));
            }
        }
        return payloads;
    }
}
