package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemoryAuditLog;
import dev.stillframe.core.port.AuditLog;

class MemoryAuditLogTest extends AuditLogContract {
    @Override
    protected AuditLog create() {
        return new MemoryAuditLog();
    }
}
