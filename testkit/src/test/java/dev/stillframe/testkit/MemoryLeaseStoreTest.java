package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.port.LeaseStore;

class MemoryLeaseStoreTest extends LeaseStoreContract {
    @Override
    protected LeaseStore create() {
        return new MemoryLeaseStore();
    }
}
