package dev.stillframe.testkit;

import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.publish.Ports;

/** In memory, with a log for each host. */
class MemorySameBytesTest extends SameBytesContract {
    @Override
    protected Ports ports(ManualClock clock) {
        return new Ports(
                new HostLogSampleStore(),
                new MemoryCheckpointStore(),
                new MemorySnapshotStore(clock),
                new MemoryLeaseStore());
    }
}
