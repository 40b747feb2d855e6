package dev.stillframe.core.publish;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last committed build of a scope left.
 *
 * @param scope the scope
 * @param build its number
 * @param now the instant it was built for, epoch milliseconds
 * @param watermark up to where the log was folded
 * @param nextDue when the next window's cadence has passed, epoch milliseconds
 * @param expiresAt when the first of its snapshots expires, epoch milliseconds
 */
public record LastBuild(Scope scope, long build, long now, Position watermark, long nextDue, long expiresAt) {
    /**
     * Reads it; next due by the cadence that was ordered then. Empty before the first build, and when the record cannot be read:
     * the next build puts it right.
     */
    public static Optional<LastBuild> of(CheckpointStore checkpoints, Scope scope) {
        return read(checkpoints, scope, null);
    }

    /** As {@link #of(CheckpointStore, Scope)}; next due where the scope is built on another cadence from now on. */
    public static Optional<LastBuild> of(CheckpointStore checkpoints, Scope scope, Cadence cadence) {
        return read(checkpoints, scope, cadence);
    }

    private static Optional<LastBuild> read(CheckpointStore checkpoints, Scope scope, @Nullable Cadence cadence) {
        return checkpoints.load(scope).flatMap(stored -> {
            try {
                return Optional.of(of(scope, RootCodec.read(stored.bytes()), cadence));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private static LastBuild of(Scope scope, Root root, @Nullable Cadence cadence) {
        long due = Long.MAX_VALUE;
        long expires = Long.MAX_VALUE;
        for (SnapshotId id : SnapshotId.of(scope)) {
            Root.Entry entry = root.published(scope).get(id);
            if (entry == null) {
                return new LastBuild(
                        scope, root.build(), root.now(), root.watermark(), Long.MIN_VALUE / 2, Long.MIN_VALUE / 2);
            }
            due = Math.min(due, entry.dueAt(id.window(), cadence == null ? entry.cadence() : cadence));
            expires = Math.min(expires, entry.expiresAt(id.window()));
        }
        return new LastBuild(scope, root.build(), root.now(), root.watermark(), due, expires);
    }
}
