package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a committed build public: payloads, then their metas, the rollups and the pages, then the manifest. */
final class Promotion {
    /** How many rollups are written at once. */
    private static final int TOGETHER = 500;

    private final SnapshotStore store;
    private final List<StoredObject> pages;

    /**
     * Publishes to a store.
     *
     * @param pages what people see of the build; none where they see another's
     */
    Promotion(SnapshotStore store, List<StoredObject> pages) {
        this.store = store;
        this.pages = List.copyOf(pages);
    }

    /**
     * Promotes. Answers false, and stops, when a higher build is met. May be cut off anywhere and is finished by the next.
     *
     * @param renewal called between pieces of many rollups, so that nobody else thinks the builder dead
     */
    boolean promote(Scope scope, Root root, Plan plan, RollupPlan calendar, Runnable renewal) {
        List<String> keys = plan.writes().stream().map(w -> w.id().key()).toList();
        Map<String, String> versions = new HashMap<>();
        if (!keys.isEmpty()) {
            List<SnapshotStore.Promotion> answers = store.promote(scope, root.stage(), root.build(), keys);
            for (int i = 0; i < keys.size(); i++) {
                switch (answers.get(i)) {
                    case SnapshotStore.Promotion.Promoted p -> versions.put(keys.get(i), p.versionId());
                    case SnapshotStore.Promotion.Superseded s -> {
                        return false;
                    }
                }
            }
        }
        List<Meta> metas = new ArrayList<>();
        int written = 0;
        while (calendar.size() - written > TOGETHER) {
            if (!store.publish(root.build(), calendar.encode(written, written + TOGETHER, root.build()))) {
                return false;
            }
            written += TOGETHER;
            renewal.run();
        }
        List<StoredObject> changed = new ArrayList<>(calendar.encode(written, calendar.size(), root.build()));
        root.published(scope).forEach((id, entry) -> {
            String version = entry.versionId();
            Meta meta =
                    entry.meta(id, version == null ? Objects.requireNonNull(versions.get(id.key())) : version, null);
            metas.add(meta);
            if (entry.build() == root.build()) {
                changed.add(plain(id, meta));
            }
        });
        changed.addAll(pages);
        Manifest manifest = Manifest.of(scope, root.build(), root.now(), metas);
        changed.add(new StoredObject(Manifest.key(scope), manifest.toJson(), false));
        return store.publish(root.build(), changed);
    }

    private static StoredObject plain(SnapshotId id, Meta meta) {
        return new StoredObject(id.metaKey(), meta.toJson(), false);
    }
}
