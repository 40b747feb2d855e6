package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import java.util.ArrayList;
import java.util.List;

/** The public keys of a scope. */
final class PublicKeys {
    private PublicKeys() {}

    /** 24 payloads, 24 metas and the manifest. */
    static List<String> of(Scope scope) {
        List<String> keys = new ArrayList<>(49);
        for (SnapshotId id : SnapshotId.of(scope)) {
            keys.add(id.key());
            keys.add(id.metaKey());
        }
        keys.add(Manifest.key(scope));
        return keys;
    }
}
