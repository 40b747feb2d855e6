package dev.stillframe.core.read;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import java.util.List;
import java.util.Optional;

/**
 * What can be served for a public file that the store has lost: the same content, from the committed state and the kept versions.
 * Asked only when the store has nothing sound and nothing is remembered, so it may take a while. Methods may throw {@link
 * dev.stillframe.core.port.StoreException}.
 */
public interface StandIn {
    /** Knows nothing. */
    StandIn NONE = new StandIn() {
        @Override
        public Optional<SnapshotStore.Published> standIn(String key) {
            return Optional.empty();
        }

        @Override
        public boolean knows(Scope scope) {
            return false;
        }
    };

    /** The one of some files that belongs to no build and has a key, as if it were published: with number and time 0. Empty where none has. */
    static Optional<SnapshotStore.Published> among(List<StoredObject> files, String key) {
        return files.stream()
                .filter(file -> file.key().equals(key))
                .findFirst()
                .map(file -> new SnapshotStore.Published(file, 0, "", 0));
    }

    /** The object of a key, with the number it was, or would have been, published with. Empty where there is none. */
    Optional<SnapshotStore.Published> standIn(String key);

    /** Whether anything was ever committed for a scope, so that its files ought to be there. */
    boolean knows(Scope scope);
}
