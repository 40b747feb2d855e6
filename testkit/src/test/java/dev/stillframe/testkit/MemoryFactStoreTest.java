package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemoryFactStore;
import dev.stillframe.core.port.FactStore;

class MemoryFactStoreTest extends FactStoreContract {
    @Override
    protected FactStore store() {
        return new MemoryFactStore();
    }
}
