package dev.stillframe.core.api;

import dev.stillframe.core.read.Answer.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The header fields that say what a snapshot is. */
final class SnapshotHeaders {
    private SnapshotHeaders() {}

    /** Where a snapshot comes from. */
    enum Source {
        SNAPSHOT,
        FALLBACK,
        COMPUTED
    }

    /**
     * All of them.
     *
     * @param generatedAt epoch milliseconds
     * @param expiresAt epoch milliseconds
     * @param versionId empty where it has none
     */
    static List<Header> of(
            long generatedAt, long expiresAt, boolean stale, int granularity, String versionId, Source source) {
        List<Header> headers = new ArrayList<>(part(granularity, versionId, source));
        headers.add(new Header(
                "X-Snapshot-Generated-At", Instant.ofEpochMilli(generatedAt).toString()));
        headers.add(new Header(
                "X-Snapshot-Expires-At", Instant.ofEpochMilli(expiresAt).toString()));
        headers.add(new Header("X-Snapshot-Stale", Boolean.toString(stale)));
        return headers;
    }

    /** Those that are known of an old version. */
    static List<Header> part(int granularity, String versionId, Source source) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("X-Snapshot-Granularity", Integer.toString(granularity)));
        if (!versionId.isEmpty()) {
            headers.add(new Header("X-Snapshot-Version-Id", versionId));
        }
        headers.add(new Header("X-Snapshot-Source", source.name().toLowerCase(Locale.ROOT)));
        return headers;
    }
}
