package dev.stillframe.core.encode;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import java.util.ArrayList;
import java.util.List;

/** Where the snapshots lie that collectors computed for their own hosts, and what their versions are called. */
public final class FallbackKeys {
    /** What the keys begin with; the key of the snapshot itself follows. */
    public static final String PREFIX = "fallback/";

    private FallbackKeys() {}

    /**
     * Key of the payload, such as {@code fallback/host=home/latest_1h_20.json}.
     *
     * @throws IllegalArgumentException for the scope of all hosts, which no collector can compute
     */
    public static String key(SnapshotId id) {
        return PREFIX + ofHost(id).key();
    }

    /**
     * Key of the meta, such as {@code fallback/host=home/latest_1h_20.meta.json}.
     *
     * @throws IllegalArgumentException for the scope of all hosts
     */
    public static String metaKey(SnapshotId id) {
        return PREFIX + ofHost(id).metaKey();
    }

    /** The keys of all payloads and metas of a host. */
    public static List<String> of(Scope host) {
        List<String> keys = new ArrayList<>();
        for (SnapshotId id : SnapshotId.of(host)) {
            keys.add(key(id));
            keys.add(metaKey(id));
        }
        return keys;
    }

    /**
     * The version id of a payload.
     *
     * @param number the number it was published with
     * @param stored its bytes as stored
     */
    public static String versionId(long number, byte[] stored) {
        String digest = Checksum.of(stored);
        return number + "-" + digest.substring(digest.indexOf(':') + 1, digest.indexOf(':') + 13);
    }

    private static SnapshotId ofHost(SnapshotId id) {
        if (id.scope().isAll()) {
            throw new IllegalArgumentException("there is no fallback for all hosts");
        }
        return id;
    }
}
