package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemoryImportLog;
import dev.stillframe.core.port.ImportLog;

class MemoryImportLogTest extends ImportLogContract {
    @Override
    protected ImportLog create() {
        return new MemoryImportLog();
    }
}
