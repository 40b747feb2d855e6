package dev.stillframe.core.read;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A stand-in that has what it is given. */
final class CommittedState implements StandIn {
    final Map<String, SnapshotStore.Published> objects = new HashMap<>();
    final Set<Scope> scopes = new HashSet<>();

    @Override
    public Optional<SnapshotStore.Published> standIn(String key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public boolean knows(Scope scope) {
        return scopes.contains(scope);
    }
}
