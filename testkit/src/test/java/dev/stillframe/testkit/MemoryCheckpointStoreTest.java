package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.port.CheckpointStore;

class MemoryCheckpointStoreTest extends CheckpointStoreContract {
    @Override
    protected CheckpointStore create() {
        return new MemoryCheckpointStore();
    }
}
