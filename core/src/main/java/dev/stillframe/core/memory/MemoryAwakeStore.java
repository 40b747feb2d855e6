package dev.stillframe.core.memory;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.AwakeStore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Who is awake, in memory: after a start every host rests. There are at most as many as there are hosts. */
public final class MemoryAwakeStore implements AwakeStore {
    private final Map<Scope, Long> until = new ConcurrentHashMap<>();

    /** Nobody is awake yet. */
    public MemoryAwakeStore() {}

    @Override
    public void put(Scope scope, long untilMillis) {
        until.put(scope, untilMillis);
    }

    @Override
    public Optional<Long> until(Scope scope) {
        return Optional.ofNullable(until.get(scope));
    }

    @Override
    public Map<Scope, Long> awakeAfter(long afterMillis) {
        Map<Scope, Long> awake = new TreeMap<>(until);
        awake.values().removeIf(end -> end <= afterMillis);
        return awake;
    }
}
