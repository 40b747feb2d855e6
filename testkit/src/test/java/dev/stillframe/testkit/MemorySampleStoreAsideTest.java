package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.port.SampleStore;

class MemorySampleStoreAsideTest extends SampleStoreAside {
    @Override
    protected SampleStore create() {
        return new MemorySampleStore();
    }
}
