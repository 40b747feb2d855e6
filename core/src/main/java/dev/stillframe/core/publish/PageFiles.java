package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people see of a scope, as it follows from the snapshot that is shown and from what the root says of that. */
final class PageFiles {
    /** A payload of 500 points with {@link dev.stillframe.core.model.Metrics#MAX} metrics stays below this. */
    private static final int MAX_JSON = 8 << 20;

    private final Pages pages;
    private final Scope scope;
    private final SnapshotId shown;

    PageFiles(Pages pages, Scope scope) {
        this.pages = pages;
        this.scope = scope;
        this.shown = Pages.shown(scope);
    }

    /** The snapshot that is shown. */
    SnapshotId shown() {
        return shown;
    }

    /** Whether there are any. */
    boolean any() {
        return !pages.keys(scope).isEmpty();
    }

    /** Their keys. */
    List<String> keys() {
        return pages.keys(scope);
    }

    /** The files that show a payload of which the root says this. */
    List<StoredObject> of(byte[] json, Root.Entry entry) {
        return pages.of(
                scope,
                new Pages.Shown(
                        json,
                        entry.now(),
                        entry.expiresAt(shown.window()),
                        shown.window().from(shown.granularity(), entry.now()),
                        shown.window().to(shown.granularity(), entry.now()),
                        entry.lastSampleAt()));
    }

    /** The files of a plan's step for the snapshot that is shown; none where it is left alone. */
    List<StoredObject> of(Plan plan, Root root) {
        Root.Entry entry = root.published(scope).get(shown);
        if (!any() || entry == null || entry.build() != root.build()) {
            return List.of();
        }
        for (Plan.Step step : plan.steps()) {
            switch (step) {
                case Plan.Step.Write(SnapshotId id, Root.Entry old, var payload)
                when id.equals(shown) -> {
                    return of(payload.json(), entry);
                }
                case Plan.Step.Renew(SnapshotId id, Root.Entry old, var payload)
                when id.equals(shown) -> {
                    return of(payload.json(), entry);
                }
                default -> {}
            }
        }
        return List.of();
    }

    /** The JSON of a stored payload; empty when it is not the one that the root names. */
    static Optional<byte[]> json(StoredObject object, Root.Entry entry) {
        try {
            byte[] json = Gzip.decompress(object.body(), MAX_JSON);
            return Checksum.of(json).equals(entry.checksum()) ? Optional.of(json) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Which of the files are missing, damaged, or others than follow from an entry; by key, with what is wrong. */
    Map<String, String> wrong(SnapshotStore store, byte[] json, Root.Entry entry) {
        Map<String, SnapshotStore.Published> there = store.read(keys());
        Map<String, String> wrong = new java.util.TreeMap<>();
        for (StoredObject expected : of(json, entry)) {
            SnapshotStore.Published found = there.get(expected.key());
            if (found == null) {
                wrong.put(expected.key(), "the file is missing or damaged");
            } else if (!Arrays.equals(found.object().body(), expected.body())) {
                wrong.put(
                        expected.key(),
                        "the file is not what the samples, the settings and this program's version give");
            }
        }
        return wrong;
    }

    /** Whether a look at the store shows that files are wrong. A payload that is damaged itself is written again anyway. */
    boolean areWrong(Base base, SnapshotStore store) {
        Root root = base.root();
        Root.Entry entry = root == null ? null : root.published(scope).get(shown);
        return entry != null
                && any()
                && store.read(shown.key())
                        .flatMap(published -> json(published.object(), entry))
                        .filter(json -> !wrong(store, json, entry).isEmpty())
                        .isPresent();
    }
}
