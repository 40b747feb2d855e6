package dev.stillframe.testkit;

import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.port.SampleStore;

class HostLogSampleStoreAsideTest extends SampleStoreAside {
    @Override
    protected SampleStore create() {
        return new HostLogSampleStore();
    }
}
