package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.port.SampleStore;

class MemorySampleStoreRacesTest extends SampleStoreRaces {
    @Override
    protected SampleStore create() {
        return new MemorySampleStore();
    }
}
