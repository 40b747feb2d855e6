package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.read.PageKeys;
import java.util.ArrayList;
import java.util.List;

/** The public keys of a scope. */
final class PublicKeys {
    private PublicKeys() {}

    /** 24 payloads, 24 metas, the manifest, and what people see. */
    static List<String> of(Scope scope) {
        List<String> keys = snapshots(scope);
        keys.add(Manifest.key(scope));
        keys.addAll(PageKeys.of(scope));
        return keys;
    }

    /** 24 payloads and 24 metas. */
    static List<String> snapshots(Scope scope) {
        List<String> keys = new ArrayList<>(49);
        for (SnapshotId id : SnapshotId.of(scope)) {
            keys.add(id.key());
            keys.add(id.metaKey());
        }
        return keys;
    }
}
