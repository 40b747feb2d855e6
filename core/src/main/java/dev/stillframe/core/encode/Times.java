package dev.stillframe.core.encode;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times and stale marks as they stand in metas and manifests. */
final class Times {
    private Times() {}

    /** ISO 8601 in UTC; milliseconds only where there are any. */
    static String iso(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** A time, or null for {@link Long#MIN_VALUE}. */
    static void write(JsonBytes out, long millis) {
        if (millis == Long.MIN_VALUE) {
            out.raw("null");
        } else {
            out.string(iso(millis));
        }
    }

    static void writeStale(JsonBytes out, Meta.@Nullable Stale stale) {
        out.raw(",\"stale\":").bool(stale != null).raw(",\"staleSince\":");
        write(out, stale == null ? Long.MIN_VALUE : stale.since());
        out.raw(",\"staleReason\":");
        if (stale == null) {
            out.raw("null");
        } else {
            out.string(stale.reason());
        }
    }

    static Meta.@Nullable Stale readStale(Fields in) {
        if (!in.bool("stale")) {
            return null;
        }
        return new Meta.Stale(in.time("staleSince"), in.text("staleReason"));
    }
}
