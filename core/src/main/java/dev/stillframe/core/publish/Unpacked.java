package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.port.StoredObject;
import java.util.Optional;

/** Stored payloads as JSON. */
final class Unpacked {
    /** A payload of 500 points with {@link dev.stillframe.core.model.Metrics#MAX} metrics stays below this, in bytes. */
    private static final int MAX_JSON = 8 << 20;

    private Unpacked() {}

    /** The JSON of a stored payload; empty when it is none. */
    static Optional<byte[]> json(StoredObject object) {
        try {
            return Optional.of(Gzip.decompress(object.body(), MAX_JSON));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
