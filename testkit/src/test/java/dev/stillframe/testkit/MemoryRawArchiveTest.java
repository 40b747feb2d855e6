package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemoryRawArchive;
import dev.stillframe.core.port.RawArchive;
import java.util.SortedMap;

class MemoryRawArchiveTest extends RawArchiveContract {
    private final MemoryRawArchive archive = new MemoryRawArchive(ZONE);

    @Override
    protected RawArchive archive() {
        return archive;
    }

    @Override
    protected SortedMap<String, byte[]> kept() {
        return archive.kept();
    }
}
