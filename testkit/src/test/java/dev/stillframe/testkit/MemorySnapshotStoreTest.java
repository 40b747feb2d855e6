package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.port.SnapshotStore;

class MemorySnapshotStoreTest extends SnapshotStoreContract {
    @Override
    protected SnapshotStore create() {
        return new MemorySnapshotStore(new ManualClock(1_767_225_600_000L));
    }
}
