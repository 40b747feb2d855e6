package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.StateObjects;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Objects in memory, for tests. For use by any number of threads. */
public final class MemoryStateObjects implements StateObjects {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    /** Without objects. */
    public MemoryStateObjects() {}

    @Override
    public void put(String key, byte[] bytes) {
        objects.put(key, bytes);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public void remove(Collection<String> keys) {
        objects.keySet().removeAll(Set.copyOf(keys));
    }

    /** The keys of all objects. */
    public Set<String> keys() {
        return Set.copyOf(objects.keySet());
    }
}
