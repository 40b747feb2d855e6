package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The root record of a scope: what the last committed build folded and publishes.
 *
 * @param build number of that build, one higher than the last
 * @param buildId random, so that a builder whose commit had no answer can find its own
 * @param now the instant it was built for, epoch milliseconds
 * @param watermark up to where the log was folded
 * @param stage number of its stage; higher than every earlier one
 * @param definition {@link dev.stillframe.core.model.Metrics#fingerprint} it was computed by
 * @param rings id of the object with the rings
 * @param leaves ids of the objects with calendar rollups by month ({@code 2025-12}); empty while there are none
 * @param rollup what is known of the calendar rollups; null while there are none
 * @param snapshots the published ones, in the order of {@link SnapshotId#of}; null where one was never published
 * @param shown what the pages show: the entry that {@link Pages#shown} had when they were written; null where there are none
 */
record Root(
        long build,
        String buildId,
        long now,
        Position watermark,
        long stage,
        String definition,
        String rings,
        SortedMap<String, String> leaves,
        @Nullable Rollup rollup,
        List<@Nullable Entry> snapshots,
        @Nullable Entry shown) {

    /** How many versions of each key are kept at least. */
    static final int VERSIONS = 5;

    Root {
        leaves = new TreeMap<>(leaves);
        snapshots = java.util.Collections.unmodifiableList(new ArrayList<>(snapshots));
    }

    /**
     * The calendar rollups.
     *
     * @param rows by which rules rows were made: {@link dev.stillframe.core.rollup.Rules#rows}
     * @param files by which rules files were made of them: {@link dev.stillframe.core.rollup.Rules#files}
     * @param days id of the object with all days
     * @param now the instant the files were published for, epoch milliseconds
     * @param watermark up to where samples were folded then
     * @param pending whether rows have changed since
     * @param nextClosing when the next period is to be closed, epoch milliseconds; {@link Long#MAX_VALUE} when none is
     */
    record Rollup(
            String rows, String files, String days, long now, Position watermark, boolean pending, long nextClosing) {}

    /**
     * One published snapshot.
     *
     * @param build the build that last made sure of the content
     * @param now the instant it did so for, epoch milliseconds
     * @param watermark up to where samples were folded then
     * @param checksum SHA-256 of the JSON
     * @param bytes size as stored
     * @param points points of the payload
     * @param samples samples of the payload
     * @param lastSampleAt epoch milliseconds, {@link Long#MIN_VALUE} without a sample
     * @param stages stage numbers of its newest versions, the current one first, at most {@link #VERSIONS}
     * @param cadence how often the scope was to be built since that build
     * @param versionId the current version as the store named it; null until a later build has learnt it
     */
    record Entry(
            long build,
            long now,
            Position watermark,
            String checksum,
            long bytes,
            int points,
            long samples,
            long lastSampleAt,
            List<Long> stages,
            Cadence cadence,
            @Nullable String versionId) {

        Entry {
            stages = List.copyOf(stages);
        }

        Entry withVersion(@Nullable String version) {
            return new Entry(
                    build, now, watermark, checksum, bytes, points, samples, lastSampleAt, stages, cadence, version);
        }

        Entry renewed(long newBuild, long newNow, Position newWatermark, Cadence newCadence) {
            return new Entry(
                    newBuild,
                    newNow,
                    newWatermark,
                    checksum,
                    bytes,
                    points,
                    samples,
                    lastSampleAt,
                    stages,
                    newCadence,
                    versionId);
        }

        /** Whether it was published to expire sooner than a cadence allows: the scope went to rest since. */
        private boolean hasty(Window window, Cadence next) {
            return cadence.everyMillis(window) < next.everyMillis(window);
        }

        /** When the content is to be looked at again if the scope is built on a cadence from now on, epoch milliseconds. */
        long dueAt(Window window, Cadence next) {
            return hasty(window, next) ? now : now + next.everyMillis(window);
        }

        /** Whether the content is due to be renewed: less than two times "built every" is left. */
        boolean renewable(Window window, Cadence next, long at) {
            return hasty(window, next) || at - now > next.everyMillis(window);
        }

        /** Until when the snapshot counts as fresh, epoch milliseconds. */
        long expiresAt(Window window) {
            return now + 3 * cadence.everyMillis(window);
        }

        Meta meta(SnapshotId id, String version, Meta.@Nullable Stale stale) {
            return new Meta(
                    id,
                    build,
                    now,
                    points,
                    samples,
                    lastSampleAt,
                    version,
                    stages.getFirst(),
                    checksum,
                    bytes,
                    cadence.everyMillis(id.window()),
                    stale);
        }
    }

    /** The ids of all objects this root names. */
    List<String> objects() {
        List<String> ids = new ArrayList<>(leaves.values());
        ids.add(rings);
        if (rollup != null) {
            ids.add(rollup.days());
        }
        return ids;
    }

    /** The published snapshots by id. */
    Map<SnapshotId, Entry> published(Scope scope) {
        Map<SnapshotId, Entry> published = new java.util.LinkedHashMap<>();
        List<SnapshotId> ids = SnapshotId.of(scope);
        for (int i = 0; i < ids.size(); i++) {
            Entry entry = snapshots.get(i);
            if (entry != null) {
                published.put(ids.get(i), entry);
            }
        }
        return published;
    }
}
