package dev.stillframe.testkit;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Changes the objects of one call one after another and lets others come between, as a store may: only each single object is
 * atomic.
 */
final class Piecewise implements SnapshotStore {
    private final SnapshotStore store;
    private final Runnable between;

    Piecewise(SnapshotStore store, Runnable between) {
        this.store = store;
        this.between = between;
    }

    @Override
    public boolean stage(Scope scope, long stage, List<StoredObject> payloads) {
        return store.stage(scope, stage, payloads);
    }

    @Override
    public Optional<StoredObject> readStaged(Scope scope, long stage, String key) {
        return store.readStaged(scope, stage, key);
    }

    @Override
    public List<Promotion> promote(Scope scope, long stage, long build, List<String> keys) {
        List<Promotion> answers = new ArrayList<>();
        for (String key : keys) {
            answers.addAll(store.promote(scope, stage, build, List.of(key)));
            between.run();
        }
        return answers;
    }

    @Override
    public boolean publish(long number, List<StoredObject> objects) {
        for (StoredObject object : objects) {
            if (!store.publish(number, List.of(object))) {
                return false;
            }
            between.run();
        }
        return true;
    }

    @Override
    public Optional<Published> read(String key) {
        return store.read(key);
    }

    @Override
    public Optional<StoredObject> readVersion(Scope scope, String key, String versionId) {
        return store.readVersion(scope, key, versionId);
    }

    @Override
    public Set<String> damaged(List<String> keys) {
        return store.damaged(keys);
    }

    @Override
    public long highest(List<String> keys) {
        return store.highest(keys);
    }

    @Override
    public void expire(Scope scope, Set<Long> keepStages, long before) {
        store.expire(scope, keepStages, before);
    }

    @Override
    public void remove(List<String> keys) {
        store.remove(keys);
    }
}
