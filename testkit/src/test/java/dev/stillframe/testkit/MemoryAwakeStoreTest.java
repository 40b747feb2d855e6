package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemoryAwakeStore;
import dev.stillframe.core.port.AwakeStore;

class MemoryAwakeStoreTest extends AwakeStoreContract {
    @Override
    protected AwakeStore store() {
        return new MemoryAwakeStore();
    }
}
