package dev.stillframe.core.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.FallbackKeys;
import dev.stillframe.core.encode.FallbackMeta;
import dev.stillframe.core.encode.FallbackPayload;
import dev.stillframe.core.encode.Gunzip;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.Payload;
import dev.stillframe.core.encode.PayloadParser;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes in the snapshots that collectors compute for their own hosts, and finds them again. For use by any number of threads. */
final class Fallbacks {
    /** The most bytes of a body as sent: 1 MiB. */
    static final int MAX_SENT = 1 << 20;

    /** The most bytes of a body once unpacked: 4 MiB. */
    static final int MAX_PLAIN = 4 << 20;

    /** How the body is to be. */
    static final UploadBody BODY = new UploadBody(List.of("application/json"), MAX_SENT, MAX_PLAIN);

    private static final long REMEMBERED_MILLIS = 1_000;

    /** How often a number is chosen anew because somebody else was quicker. */
    private static final int ATTEMPTS = 5;

    private final SnapshotStore store;
    private final Metrics metrics;
    private final InstantSource clock;
    /** What was last found. */
    private final Cache<SnapshotId, Looked> present =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private record Looked(Optional<Fallback> found, long at) {}

    /** Fallbacks in a store, under a catalogue of metrics. */
    Fallbacks(SnapshotStore store, Metrics metrics, InstantSource clock) {
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What came of a body. */
    sealed interface Result permits Stored, Refused {}

    /** It is published, and this is its meta. */
    record Stored(FallbackMeta meta) implements Result {}

    /**
     * A fallback as it is published.
     *
     * @param meta its meta, which is that of this very payload
     * @param payload the payload as stored, gzip-encoded
     * @param json the payload's JSON text
     * @param modifiedAt when it was published, epoch milliseconds
     */
    record Fallback(FallbackMeta meta, StoredObject payload, byte[] json, long modifiedAt) {}

    /**
     * Reads a payload, and publishes what it says with a meta beside it.
     *
     * @param id the snapshot, of one host
     * @param body as sent
     * @param contentType the field {@code Content-Type}
     * @param contentEncoding the field {@code Content-Encoding}
     * @param now the clock's time, epoch milliseconds
     * @throws StoreException when the store fails; the same can be sent again
     */
    Result put(SnapshotId id, byte[] body, @Nullable String contentType, @Nullable String contentEncoding, long now) {
        return switch (BODY.open(body, contentType, contentEncoding)) {
            case Refused refused -> refused;
            case UploadBody.Text text -> put(id, text.utf8(), now);
        };
    }

    private Result put(SnapshotId id, byte[] json, long now) {
        FallbackPayload read;
        try {
            read = FallbackPayload.parse(id, metrics, json, now);
        } catch (IllegalArgumentException e) {
            return Refused.bad("The payload is refused: " + e.getMessage() + ".");
        }
        return new Stored(publish(id, read.encode(), read.instant(), now));
    }

    private FallbackMeta publish(SnapshotId id, Payload payload, long instant, long now) {
        String key = FallbackKeys.key(id);
        String metaKey = FallbackKeys.metaKey(id);
        for (int i = 0; i < ATTEMPTS; i++) {
            long number = Math.max(now, store.highest(List.of(key, metaKey)) + 1);
            byte[] stored;
            try (Gzip gzip = new Gzip()) {
                stored = gzip.compress(payload.json(), number);
            }
            FallbackMeta meta = FallbackMeta.of(id, number, instant, payload, stored);
            if (store.publish(
                    number,
                    List.of(new StoredObject(key, stored, true), new StoredObject(metaKey, meta.toJson(), false)))) {
                present.invalidate(id);
                return meta;
            }
        }
        throw new StoreException(key + " was written by others all the time");
    }

    /** Takes a fallback back that was published by somebody who may not any more. */
    void remove(SnapshotId id) {
        store.remove(List.of(FallbackKeys.key(id), FallbackKeys.metaKey(id)));
        present.invalidate(id);
    }

    /**
     * The fallback of a snapshot: payload and meta that belong together. Empty when there is none, or it is damaged. What was found
     * is remembered for a moment: where builds fail, every reader asks.
     *
     * @throws StoreException when the store fails
     */
    Optional<Fallback> current(SnapshotId id) {
        long now = clock.millis();
        Looked last = present.getIfPresent(id);
        if (last != null && Math.abs(now - last.at()) < REMEMBERED_MILLIS) {
            return last.found();
        }
        Optional<Fallback> found = read(id);
        if (found.isEmpty() && store.read(FallbackKeys.metaKey(id)).isPresent()) {
            found = read(id); // A new one may have come between payload and meta.
        }
        present.put(id, new Looked(found, now));
        return found;
    }

    private Optional<Fallback> read(SnapshotId id) {
        Optional<SnapshotStore.Published> metaFile = store.read(FallbackKeys.metaKey(id));
        Optional<SnapshotStore.Published> file = store.read(FallbackKeys.key(id));
        if (metaFile.isEmpty() || file.isEmpty()) {
            return Optional.empty();
        }
        StoredObject stored = file.get().object();
        if (!(Gunzip.unpack(stored.body(), MAX_PLAIN) instanceof Gunzip.Result.Whole(byte[] json))) {
            return Optional.empty();
        }
        try {
            FallbackMeta meta = FallbackMeta.parse(id, metaFile.get().object().body());
            long[] _ = PayloadParser.parse(id, json);
            return meta.checksum().equals(Checksum.of(json))
                            && meta.versionId()
                                    .equals(FallbackKeys.versionId(file.get().number(), stored.body()))
                    ? Optional.of(new Fallback(meta, stored, json, file.get().modifiedAt()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
