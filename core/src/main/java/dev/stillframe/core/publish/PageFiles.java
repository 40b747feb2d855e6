package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Payload;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What people see of a scope, as it follows from a payload and from what the root says of it. */
final class PageFiles {
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
                        entry.now()
                                + 3 * Math.max(PagePlan.EVERY, entry.cadence().everyMillis(shown.window())),
                        shown.window().from(shown.granularity(), entry.now()),
                        shown.window().to(shown.granularity(), entry.now()),
                        entry.lastSampleAt()));
    }

    /** The files that a build writes. */
    List<StoredObject> of(PagePlan plan, Root root) {
        Payload payload = plan.payload();
        Root.Entry entry = root.shown();
        return payload == null || entry == null ? List.of() : of(payload.json(), entry);
    }

    /** The JSON of a stored payload; empty when it is not the one that the root names. */
    private static Optional<byte[]> json(StoredObject object, Root.Entry entry) {
        return Unpacked.json(object).filter(json -> Checksum.of(json).equals(entry.checksum()));
    }

    /** Which of the files are missing, damaged, or others than follow from an entry; by key, with what is wrong. */
    Map<String, String> wrong(SnapshotStore store, byte[] json, Root.Entry entry) {
        List<StoredObject> all;
        try {
            all = of(json, entry);
        } catch (RuntimeException e) {
            return Map.of(keys().getFirst(), "it cannot be made: " + e);
        }
        return wrong(store, all);
    }

    private Map<String, String> wrong(SnapshotStore store, List<StoredObject> all) {
        Map<String, SnapshotStore.Published> there = store.read(keys());
        Map<String, String> wrong = new TreeMap<>();
        for (StoredObject expected : all) {
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

    /**
     * Whether the files are to be written though it is not time: there are none yet, or they are wrong. Not where they cannot be made: the
     * builds of a page that nobody can make would commit again and again, and change nothing.
     *
     * @param look whether to look at the store; it may not show that files are right, since the version that they show may be gone
     */
    boolean areOwed(Base base, SnapshotStore store, boolean look) {
        Root root = base.root();
        if (!any() || root == null) {
            return any();
        }
        Root.Entry entry = root.shown();
        if (entry != null) {
            return look
                    && json(store, entry)
                            .map(json -> !wrong(store, made(json, entry)).isEmpty())
                            .orElse(true);
        }
        Root.Entry present = root.snapshots().get(PagePlan.INDEX);
        return present == null
                || json(store, present)
                        .map(json -> !made(json, present).isEmpty())
                        .orElse(true);
    }

    /** The files of an entry; none where they cannot be made. */
    private List<StoredObject> made(byte[] json, Root.Entry entry) {
        try {
            return of(json, entry);
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** The JSON that files of an entry show, from the version that is kept of it. */
    Optional<byte[]> json(SnapshotStore store, Root.Entry entry) {
        return store.readStaged(scope, entry.stages().getFirst(), shown.key()).flatMap(object -> json(object, entry));
    }
}
