package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.PayloadParser;
import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.fold.Points;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import java.util.List;

/** Reads staged payloads back and holds them to what was computed, before anything is committed. */
final class Validation {
    private Validation() {}

    /**
     * Checks every staged payload: it unpacks, has the checksum, is a valid payload, and its points are exactly the non-empty
     * buckets of the state.
     *
     * @throws InvalidBuildException when one is not right
     */
    static void check(
            SnapshotStore store,
            Scope scope,
            long stage,
            List<Plan.Step.Write> writes,
            FoldState state,
            Metrics metrics) {
        Points expected = new Points(metrics.size());
        for (Plan.Step.Write write : writes) {
            SnapshotId id = write.id();
            StoredObject staged = store.readStaged(scope, stage, id.key())
                    .orElseThrow(() -> new InvalidBuildException(id.stagedKey(stage) + " cannot be read back"));
            try {
                byte[] json = Gzip.decompress(staged.body(), write.payload().json().length);
                if (!Checksum.of(json).equals(write.payload().checksum())) {
                    throw new InvalidBuildException(id.stagedKey(stage) + " has another checksum than was written");
                }
                long[] times = PayloadParser.parse(id, json);
                state.read(id.window(), id.granularity(), expected);
                compare(id, times, expected);
            } catch (IllegalArgumentException e) {
                throw new InvalidBuildException(id.stagedKey(stage) + ": " + e.getMessage(), e);
            }
        }
    }

    private static void compare(SnapshotId id, long[] times, Points expected) {
        boolean same = times.length == expected.size();
        for (int i = 0; same && i < times.length; i++) {
            same = times[i] == expected.t(i);
        }
        if (!same) {
            throw new InvalidBuildException(id + " has other points than the state has buckets");
        }
    }
}
