package dev.stillframe.testkit;

import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.port.SampleStore;

class HostLogSampleStoreTest extends SampleStoreContract {
    @Override
    protected SampleStore create() {
        return new HostLogSampleStore();
    }
}
