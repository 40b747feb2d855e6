package dev.stillframe.core.read;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory whose reads can be made to answer something else than what is there, or nothing. */
final class UnsteadyStore implements SnapshotStore {
    static final Instant NOW = Instant.parse("2026-01-04T05:06:07.890Z");

    final AtomicInteger calls = new AtomicInteger();
    private final MemorySnapshotStore sound = new MemorySnapshotStore(InstantSource.fixed(NOW));
    private final Map<String, Optional<Published>> instead = new ConcurrentHashMap<>();
    private volatile boolean failing;

    /** Publishes a payload as a build does, under the stage {@code 1000 + build}; returns its version. */
    String build(SnapshotId id, long build, String json) {
        StoredObject payload = payload(id, build, json);
        sound.stage(id.scope(), 1000 + build, List.of(payload));
        return switch (sound.promote(id.scope(), 1000 + build, build, List.of(id.key()))
                .getFirst()) {
            case Promotion.Promoted p -> p.versionId();
            case Promotion.Superseded s -> throw new AssertionError("a higher build is there");
        };
    }

    static StoredObject payload(SnapshotId id, long build, String json) {
        try (Gzip gzip = new Gzip()) {
            return new StoredObject(id.key(), gzip.compress(json.getBytes(StandardCharsets.UTF_8), build), true);
        }
    }

    /** Writes a small plain file. */
    void put(String key, long number, String json) {
        sound.publish(number, List.of(new StoredObject(key, json.getBytes(StandardCharsets.UTF_8), false)));
    }

    /** From now on reads of a key give this. */
    void answer(String key, Optional<Published> published) {
        instead.put(key, published);
    }

    /** From now on reads of a key find nothing sound. */
    void damage(String key) {
        answer(key, Optional.empty());
    }

    /** From now on reads of a key find what is there. */
    void heal(String key) {
        instead.remove(key);
    }

    /** From now on reads throw, or do not. */
    void fail(boolean failing) {
        this.failing = failing;
    }

    @Override
    public Optional<Published> read(String key) {
        reach();
        Optional<Published> other = instead.get(key);
        return other != null ? other : sound.read(key);
    }

    @Override
    public Optional<StoredObject> readVersion(Scope scope, String key, String versionId) {
        reach();
        return instead.containsKey(key) ? Optional.empty() : sound.readVersion(scope, key, versionId);
    }

    private void reach() {
        calls.incrementAndGet();
        if (failing) {
            throw new StoreException("the store does not answer");
        }
    }

    @Override
    public boolean stage(Scope scope, long stage, List<StoredObject> payloads) {
        return sound.stage(scope, stage, payloads);
    }

    @Override
    public Optional<StoredObject> readStaged(Scope scope, long stage, String key) {
        return sound.readStaged(scope, stage, key);
    }

    @Override
    public List<Promotion> promote(Scope scope, long stage, long build, List<String> keys) {
        return sound.promote(scope, stage, build, keys);
    }

    @Override
    public boolean publish(long number, List<StoredObject> objects) {
        return sound.publish(number, objects);
    }

    @Override
    public Set<String> damaged(List<String> keys) {
        return sound.damaged(keys);
    }

    @Override
    public long highest(List<String> keys) {
        return sound.highest(keys);
    }

    @Override
    public void expire(Scope scope, Set<Long> keepStages, long before) {
        sound.expire(scope, keepStages, before);
    }

    @Override
    public void remove(List<String> keys) {
        sound.remove(keys);
    }
}
