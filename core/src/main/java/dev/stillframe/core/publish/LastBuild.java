package dev.stillframe.core.publish;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.CheckpointStore;
import java.util.Optional;

/**
 * What the last committed build of a scope left.
 *
 * @param scope the scope
 * @param build its number
 * @param now the instant it was built for, epoch milliseconds
 * @param watermark number of the last log entry folded
 * @param nextDue when the next window's cadence has passed, epoch milliseconds
 * @param expiresAt when the first of its snapshots expires, epoch milliseconds
 */
public record LastBuild(Scope scope, long build, long now, long watermark, long nextDue, long expiresAt) {
    /** Reads it. Empty before the first build, and when the record cannot be read: the next build puts it right. */
    public static Optional<LastBuild> of(CheckpointStore checkpoints, Scope scope) {
        return checkpoints.load(scope).flatMap(stored -> {
            try {
                return Optional.of(of(scope, RootCodec.read(stored.bytes())));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private static LastBuild of(Scope scope, Root root) {
        long due = Long.MAX_VALUE;
        long expires = Long.MAX_VALUE;
        for (SnapshotId id : SnapshotId.of(scope)) {
            Root.Entry entry = root.published(scope).get(id);
            long at = entry == null ? Long.MIN_VALUE / 2 : entry.now();
            due = Math.min(due, at + id.window().cadenceMillis());
            expires = Math.min(expires, at + 3 * id.window().cadenceMillis());
        }
        return new LastBuild(scope, root.build(), root.now(), root.watermark(), due, expires);
    }
}
