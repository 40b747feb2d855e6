package dev.stillframe.core.memory;

import dev.stillframe.core.port.FactStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Facts in memory. For use by any number of threads. */
public final class MemoryFactStore implements FactStore {
    private final Map<String, String> facts = new ConcurrentHashMap<>();

    /** Nothing is known yet. */
    public MemoryFactStore() {}

    @Override
    public Optional<String> get(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    @Override
    public void put(String name, String value) {
        facts.put(name, value);
    }
}
