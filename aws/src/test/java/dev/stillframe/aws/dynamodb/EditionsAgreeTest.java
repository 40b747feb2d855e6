package dev.stillframe.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** On DynamoDB the same samples give the same bytes as with one log in memory, whole and in pieces. */
class EditionsAgreeTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final List<Scope> SCOPES = List.of(Scope.ALL, Scope.host("attic"), Scope.host("cellar"));

    private static List<Sample> history() {
        Samples samples = new Samples(20251229);
        List<Sample> all = new ArrayList<>();
        all.addAll(samples.steady("attic", NOW - 400 * DAY, NOW - 10 * DAY, 1_211 * MINUTE));
        all.addAll(samples.steady("cellar", NOW - 395 * DAY, NOW - DAY, 1_307 * MINUTE));
        all.addAll(samples.steady("attic", NOW - 2 * DAY, NOW, 7 * MINUTE));
        all.addAll(samples.steady("cellar", NOW - 100 * MINUTE, NOW, MINUTE / 2));
        all.sort(Comparator.comparingLong(Sample::t));
        return all;
    }

    private static Ports onDynamo(ManualClock clock) {
        Tables tables = DynamoDbLocal.tables();
        return new Ports(
                new DynamoSampleStore(DynamoDbLocal.CLIENT, tables, Metrics.BUILT_IN, DynamoDbLocal::id),
                new DynamoCheckpointStore(DynamoDbLocal.CLIENT, tables, new MemoryStateObjects(), DynamoDbLocal::id),
                new MemorySnapshotStore(clock),
                new DynamoLeaseStore(DynamoDbLocal.CLIENT, tables, DynamoDbLocal.KEPT, DynamoDbLocal::id));
    }

    private static Ports inMemory(ManualClock clock) {
        return new Ports(
                new MemorySampleStore(),
                new MemoryCheckpointStore(),
                new MemorySnapshotStore(clock),
                new MemoryLeaseStore());
    }

    private static Map<String, String> published(Ports ports, ManualClock clock, int pieces) {
        Builder builder = new Builder(ports, Metrics.BUILT_IN, clock, DynamoDbLocal::id);
        List<Sample> history = history();
        int done = 0;
        for (int piece = 1; piece <= pieces; piece++) {
            int end = history.size() * piece / pieces;
            ports.samples().append(history.subList(done, end), "test");
            done = end;
            for (Scope scope : SCOPES) {
                BuildOutcome outcome = builder.build(scope, BuildMode.ALL);
                assertThat(outcome).isNotInstanceOf(BuildOutcome.Failed.class);
            }
        }
        Map<String, String> sums = new TreeMap<>();
        for (Scope scope : SCOPES) {
            for (SnapshotId id : SnapshotId.of(scope)) {
                byte[] body =
                        ports.snapshots().read(id.key()).orElseThrow().object().body();
                sums.put(id.key(), Checksum.of(Gzip.decompress(body, 1 << 20)));
            }
        }
        return sums;
    }

    @Test
    void whole_and_in_pieces_the_bytes_are_those_of_the_reference() {
        ManualClock clock = new ManualClock(NOW);
        Map<String, String> expected = published(inMemory(clock), clock, 1);

        assertThat(expected).hasSize(72);
        assertThat(published(onDynamo(clock), clock, 1)).isEqualTo(expected);
        assertThat(published(onDynamo(clock), clock, 5)).isEqualTo(expected);
    }
}
