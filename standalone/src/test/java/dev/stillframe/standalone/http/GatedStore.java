package dev.stillframe.standalone.http;

import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.StandIn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A store in memory whose readers wait at a gate until it is opened. */
final class GatedStore implements SnapshotStore, StandIn {
    private final MemorySnapshotStore behind = new MemorySnapshotStore(InstantSource.fixed(Instant.EPOCH));
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    /** Returns when a reader waits at the gate. */
    void awaitReader() throws InterruptedException {
        arrived.await();
    }

    void open() {
        gate.countDown();
    }

    @Override
    public Optional<Published> read(String key) {
        arrived.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new StoreException("the reader was told to stop", e);
        }
        return behind.read(key);
    }

    @Override
    public boolean stage(Scope scope, long stage, List<StoredObject> payloads) {
        return behind.stage(scope, stage, payloads);
    }

    @Override
    public Optional<StoredObject> readStaged(Scope scope, long stage, String key) {
        return behind.readStaged(scope, stage, key);
    }

    @Override
    public List<Promotion> promote(Scope scope, long stage, long build, List<String> keys) {
        return behind.promote(scope, stage, build, keys);
    }

    @Override
    public boolean publish(long number, List<StoredObject> objects) {
        return behind.publish(number, objects);
    }

    @Override
    public Optional<StoredObject> readVersion(Scope scope, String key, String versionId) {
        return behind.readVersion(scope, key, versionId);
    }

    @Override
    public Set<String> damaged(List<String> keys) {
        return behind.damaged(keys);
    }

    @Override
    public long highest(List<String> keys) {
        return behind.highest(keys);
    }

    @Override
    public void expire(Scope scope, Set<Long> keepStages, long before) {
        behind.expire(scope, keepStages, before);
    }

    @Override
    public void remove(List<String> keys) {
        behind.remove(keys);
    }

    @Override
    public Optional<Published> standIn(String key) {
        return Optional.empty();
    }

    @Override
    public boolean knows(Scope scope) {
        return false;
    }
}
