package dev.stillframe.core.memory;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A snapshot store in memory. For use by any number of threads. */
public final class MemorySnapshotStore implements SnapshotStore {
    private final InstantSource clock;
    private final Map<Scope, TreeMap<Long, Map<String, StoredObject>>> stages = new HashMap<>();
    private final Map<String, Published> published = new TreeMap<>();
    /** The number that was last put under a key; known also when the object is lost. */
    private final Map<String, Long> numbers = new HashMap<>();

    /** An empty store; the clock says when objects were put there. */
    public MemorySnapshotStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized boolean stage(Scope scope, long stage, List<StoredObject> payloads) {
        Map<Long, Map<String, StoredObject>> ofScope = stages.computeIfAbsent(scope, s -> new TreeMap<>());
        if (ofScope.containsKey(stage)) {
            return false;
        }
        Map<String, StoredObject> staged = new HashMap<>();
        payloads.forEach(p -> staged.put(p.key(), p));
        ofScope.put(stage, staged);
        return true;
    }

    @Override
    public synchronized Optional<StoredObject> readStaged(Scope scope, long stage, String key) {
        return Optional.ofNullable(stages.getOrDefault(scope, new TreeMap<>())
                .getOrDefault(stage, Map.of())
                .get(key));
    }

    @Override
    public synchronized List<Promotion> promote(Scope scope, long stage, long build, List<String> keys) {
        List<Promotion> answers = new ArrayList<>();
        for (String key : keys) {
            long number = numbers.getOrDefault(key, -1L);
            if (number > build) {
                answers.add(new Promotion.Superseded());
                continue;
            }
            StoredObject staged = readStaged(scope, stage, key)
                    .orElseThrow(() -> new StoreException(key + " is not staged under " + stage));
            String version = version(stage, staged);
            if (number < build || !published.containsKey(key)) {
                numbers.put(key, build);
                published.put(key, new Published(staged, build, version, clock.millis()));
            }
            answers.add(new Promotion.Promoted(version));
        }
        return answers;
    }

    @Override
    public synchronized boolean publish(long number, List<StoredObject> objects) {
        for (StoredObject object : objects) {
            if (numbers.getOrDefault(object.key(), -1L) > number) {
                return false;
            }
            numbers.put(object.key(), number);
            published.put(object.key(), new Published(object, number, "", clock.millis()));
        }
        return true;
    }

    @Override
    public synchronized Optional<Published> read(String key) {
        return Optional.ofNullable(published.get(key));
    }

    @Override
    public synchronized Optional<StoredObject> readVersion(Scope scope, String key, String versionId) {
        int dash = versionId.indexOf('-');
        if (dash < 1 || dash > 18 || !versionId.substring(0, dash).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return readStaged(scope, Long.parseLong(versionId.substring(0, dash)), key)
                .filter(o ->
                        version(Long.parseLong(versionId.substring(0, dash)), o).equals(versionId));
    }

    @Override
    public synchronized Set<String> damaged(List<String> keys) {
        Set<String> damaged = new HashSet<>(keys);
        damaged.removeIf(this::isWhole);
        return damaged;
    }

    private boolean isWhole(String key) {
        Published present = published.get(key);
        return present != null && (present.versionId().isEmpty() || isKept(present));
    }

    /** Keys begin with their scope, so that a key is staged in one scope only. */
    private boolean isKept(Published present) {
        return stages.keySet().stream()
                .anyMatch(scope -> readVersion(scope, present.object().key(), present.versionId())
                        .isPresent());
    }

    @Override
    public synchronized long highest(List<String> keys) {
        long highest = 0;
        for (String key : keys) {
            highest = Math.max(highest, numbers.getOrDefault(key, 0L));
        }
        return highest;
    }

    @Override
    public synchronized void expire(Scope scope, Set<Long> keepStages, long before) {
        stages.getOrDefault(scope, new TreeMap<>())
                .headMap(before)
                .keySet()
                .removeIf(stage -> !keepStages.contains(stage));
    }

    @Override
    public synchronized void remove(List<String> keys) {
        for (String key : keys) {
            Published present = published.get(key);
            if (present == null || present.versionId().isEmpty()) {
                published.remove(key);
                numbers.remove(key);
            }
        }
    }

    /** Loses an object behind the product's back. */
    public synchronized void lose(String key) {
        published.remove(key);
    }

    /** All public keys. */
    public synchronized Set<String> keys() {
        return Set.copyOf(published.keySet());
    }

    private static String version(long stage, StoredObject object) {
        return stage + "-" + Checksum.of(object.body()).substring(7, 19);
    }
}
