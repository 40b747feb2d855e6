package dev.stillframe.core.encode;

import dev.stillframe.core.model.SnapshotId;
import java.util.Arrays;

/**
 * What the meta file beside a fallback says. It has the fields of {@link Meta}, but no staged key, and no stale mark: no build
 * renews it, so that it is stale once its time is over.
 *
 * @param id which snapshot
 * @param build the number it was published with; grows with each one
 * @param generatedAt when it was taken in, epoch milliseconds; {@code from} and {@code to} of the file follow from it
 * @param points points of the payload
 * @param samples samples of the payload
 * @param lastSampleAt epoch milliseconds of its last sample, {@link Long#MIN_VALUE} without one
 * @param versionId as {@link FallbackKeys#versionId} makes it
 * @param checksum SHA-256 of the JSON before gzip, as {@link Checksum#of}
 * @param bytes size as stored
 */
public record FallbackMeta(
        SnapshotId id,
        long build,
        long generatedAt,
        int points,
        long samples,
        long lastSampleAt,
        String versionId,
        String checksum,
        long bytes) {

    /**
     * The meta of a payload that is about to be published.
     *
     * @param stored the payload's bytes as stored
     */
    public static FallbackMeta of(SnapshotId id, long number, long now, Payload payload, byte[] stored) {
        return new FallbackMeta(
                id,
                number,
                now,
                payload.points(),
                payload.samples(),
                payload.lastSampleAt(),
                FallbackKeys.versionId(number, stored),
                payload.checksum(),
                stored.length);
    }

    /** Until when it counts as fresh, epoch milliseconds: three times "built every" after it was taken in. */
    public long expiresAt() {
        return generatedAt + 3 * id.window().cadenceMillis();
    }

    /** The bytes of the meta file. */
    public byte[] toJson() {
        JsonBytes out = new JsonBytes();
        out.raw("{\"schema\":1,\"scope\":").string(id.scope().name());
        out.raw(",\"window\":").string(id.window().label());
        out.raw(",\"granularity\":").number(id.granularity().points());
        out.raw(",\"key\":").string(FallbackKeys.key(id)).raw(",\"build\":").number(build);
        out.raw(",\"generatedAt\":").string(Times.iso(generatedAt));
        out.raw(",\"expiresAt\":").string(Times.iso(expiresAt()));
        out.raw(",\"from\":").number(id.window().from(id.granularity(), generatedAt));
        out.raw(",\"to\":").number(id.window().to(id.granularity(), generatedAt));
        out.raw(",\"points\":").number(points).raw(",\"samples\":").number(samples);
        out.raw(",\"lastSampleAt\":");
        Times.write(out, lastSampleAt);
        out.raw(",\"versionId\":").string(versionId);
        out.raw(",\"stagedKey\":null,\"checksum\":").string(checksum);
        out.raw(",\"bytes\":").number(bytes);
        Times.writeStale(out, null);
        return out.raw("}").toBytes();
    }

    /**
     * Reads a meta file.
     *
     * @throws IllegalArgumentException when the bytes are no meta of this fallback
     */
    public static FallbackMeta parse(SnapshotId id, byte[] json) {
        Fields in = Fields.parse(json);
        FallbackMeta meta = new FallbackMeta(
                id,
                in.number("build"),
                in.time("generatedAt"),
                (int) in.number("points"),
                in.number("samples"),
                in.timeOrNone("lastSampleAt"),
                in.text("versionId"),
                in.text("checksum"),
                in.number("bytes"));
        if (!Arrays.equals(meta.toJson(), json)) {
            throw new IllegalArgumentException("is not the meta of the fallback of " + id);
        }
        return meta;
    }
}
