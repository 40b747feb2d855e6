package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemoryRefreshQueue;
import dev.stillframe.core.port.RefreshQueue;

class MemoryRefreshQueueTest extends RefreshQueueContract {
    @Override
    protected RefreshQueue create() {
        return new MemoryRefreshQueue();
    }
}
