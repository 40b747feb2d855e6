package dev.stillframe.core.encode;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.SnapshotId;
import org.jspecify.annotations.Nullable;

/**
 * What the meta file beside a payload says.
 *
 * @param id which snapshot
 * @param build the build that last made sure of this content
 * @param generatedAt when that was, epoch milliseconds; {@code from} and {@code to} of the file follow from it
 * @param points points of the payload
 * @param samples samples of the payload
 * @param lastSampleAt epoch milliseconds of its last sample, {@link Long#MIN_VALUE} without one
 * @param versionId the store's version of exactly this payload
 * @param stage number of the stage that the payload came from
 * @param checksum SHA-256 of the JSON before gzip, as {@link Checksum#of}
 * @param bytes size as stored
 * @param everyMillis how often the snapshot is built since that build, milliseconds
 * @param stale null while builds go well
 */
public record Meta(
        SnapshotId id,
        long build,
        long generatedAt,
        int points,
        long samples,
        long lastSampleAt,
        String versionId,
        long stage,
        String checksum,
        long bytes,
        long everyMillis,
        @Nullable Stale stale) {

    /** Of a snapshot that is built as often as the table of windows says. */
    public Meta(
            SnapshotId id,
            long build,
            long generatedAt,
            int points,
            long samples,
            long lastSampleAt,
            String versionId,
            long stage,
            String checksum,
            long bytes,
            @Nullable Stale stale) {
        this(
                id,
                build,
                generatedAt,
                points,
                samples,
                lastSampleAt,
                versionId,
                stage,
                checksum,
                bytes,
                id.window().cadenceMillis(),
                stale);
    }

    /**
     * Since when a snapshot could not be renewed, and why.
     *
     * @param since epoch milliseconds
     * @param reason {@code build-failed} or {@code builder-late}
     */
    public record Stale(long since, String reason) {
        /** The reason for a build that failed. */
        public static final String BUILD_FAILED = "build-failed";
    }

    /** Until when the snapshot counts as fresh, epoch milliseconds: three times "built every" after it was generated. */
    public long expiresAt() {
        return generatedAt + 3 * everyMillis;
    }

    /** Start of the window, inclusive, epoch milliseconds. */
    public long from() {
        return id.window().from(id.granularity(), generatedAt);
    }

    /** End of the window, exclusive, epoch milliseconds. */
    public long to() {
        return id.window().to(id.granularity(), generatedAt);
    }

    /** The same, marked stale or not. */
    public Meta withStale(@Nullable Stale mark) {
        return new Meta(
                id,
                build,
                generatedAt,
                points,
                samples,
                lastSampleAt,
                versionId,
                stage,
                checksum,
                bytes,
                everyMillis,
                mark);
    }

    /** The bytes of the meta file. */
    public byte[] toJson() {
        JsonBytes out = new JsonBytes();
        Granularity granularity = id.granularity();
        out.raw("{\"schema\":1,\"scope\":").string(id.scope().name());
        out.raw(",\"window\":").string(id.window().label());
        out.raw(",\"granularity\":").number(granularity.points());
        out.raw(",\"key\":").string(id.key()).raw(",\"build\":").number(build);
        out.raw(",\"generatedAt\":").string(Times.iso(generatedAt));
        out.raw(",\"expiresAt\":").string(Times.iso(expiresAt()));
        out.raw(",\"from\":").number(from()).raw(",\"to\":").number(to());
        out.raw(",\"points\":").number(points).raw(",\"samples\":").number(samples);
        out.raw(",\"lastSampleAt\":");
        Times.write(out, lastSampleAt);
        out.raw(",\"versionId\":").string(versionId);
        out.raw(",\"stagedKey\":").string(id.stagedKey(stage));
        out.raw(",\"checksum\":").string(checksum).raw(",\"bytes\":").number(bytes);
        Times.writeStale(out, stale);
        return out.raw("}").toBytes();
    }

    /**
     * Reads a meta file.
     *
     * @throws IllegalArgumentException when the bytes are no meta of this snapshot
     */
    public static Meta parse(SnapshotId id, byte[] json) {
        Fields in = Fields.parse(json);
        String staged = in.text("stagedKey");
        String stage = staged.replaceFirst("^.*\\.tmp-(\\d{1,18})\\.json$", "$1");
        if (stage.equals(staged)) {
            throw new IllegalArgumentException("field stagedKey has no number");
        }
        long every = (in.time("expiresAt") - in.time("generatedAt")) / 3;
        if (!Cadence.allows(id.window(), every)) {
            throw new IllegalArgumentException("field expiresAt follows from no cadence of " + id.window());
        }
        Meta meta = new Meta(
                id,
                in.number("build"),
                in.time("generatedAt"),
                Math.toIntExact(in.number("points")),
                in.number("samples"),
                in.timeOrNone("lastSampleAt"),
                in.text("versionId"),
                Long.parseLong(stage),
                in.text("checksum"),
                in.number("bytes"),
                every,
                Times.readStale(in));
        if (!java.util.Arrays.equals(meta.toJson(), json)) {
            throw new IllegalArgumentException("is not the meta of " + id);
        }
        return meta;
    }
}
