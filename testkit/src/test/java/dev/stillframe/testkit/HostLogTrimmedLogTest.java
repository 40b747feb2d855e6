package dev.stillframe.testkit;

import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.port.SampleStore;

class HostLogTrimmedLogTest extends TrimmedLogContract {
    @Override
    protected SampleStore create() {
        return new HostLogSampleStore();
    }

    @Override
    protected void trim(SampleStore trimmed, String host) {
        ((HostLogSampleStore) trimmed).trim(host);
    }
}
