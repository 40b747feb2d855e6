package dev.stillframe.core.api;

import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A meta as it is at an instant: with its age, and stale also where only the time says so. */
final class EffectiveMeta {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BUILDER_LATE = "builder-late";

    private EffectiveMeta() {}

    /** The JSON of a meta file with {@code ageSeconds}, and with the effective {@code stale}. */
    static byte[] of(byte[] json, long generatedAt, long expiresAt, long now) {
        ObjectNode made = (ObjectNode) JSON.readTree(json);
        if (!made.get("stale").booleanValue() && now >= expiresAt) {
            made.put("stale", true);
            made.put("staleSince", Instant.ofEpochMilli(expiresAt).toString());
            made.put("staleReason", BUILDER_LATE);
        }
        made.put("ageSeconds", Math.max(0, (now - generatedAt) / 1_000));
        return JSON.writeValueAsBytes(made);
    }
}
