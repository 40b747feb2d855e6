package dev.stillframe.core.memory;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.CommitResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A checkpoint store in memory. For use by any number of threads. */
public final class MemoryCheckpointStore implements CheckpointStore {
    private final Map<Scope, Root> roots = new TreeMap<>();
    private final Map<Scope, Map<String, byte[]>> objects = new HashMap<>();

    /** An empty store. */
    public MemoryCheckpointStore() {}

    @Override
    public synchronized Optional<Root> load(Scope scope) {
        return Optional.ofNullable(roots.get(scope));
    }

    @Override
    public synchronized Optional<byte[]> object(Scope scope, String id) {
        return Optional.ofNullable(objects.getOrDefault(scope, Map.of()).get(id));
    }

    @Override
    public synchronized CommitResult replace(
            Scope scope, long expectedVersion, byte[] root, List<StateObject> added, List<String> keep) {
        Root present = roots.get(scope);
        if ((present == null ? 0 : present.version()) != expectedVersion) {
            return new CommitResult.Lost();
        }
        Map<String, byte[]> ofScope = objects.computeIfAbsent(scope, s -> new HashMap<>());
        added.forEach(o -> ofScope.put(o.id(), o.bytes()));
        ofScope.keySet().retainAll(new HashSet<>(keep));
        roots.put(scope, new Root(expectedVersion + 1, root));
        return new CommitResult.Committed(expectedVersion + 1);
    }

    @Override
    public synchronized List<Scope> scopes() {
        return new ArrayList<>(roots.keySet());
    }
}
