package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.testkit.AuditLogContract;
import dev.stillframe.testkit.ManualClock;

/** On DynamoDB Local. */
class DynamoAuditLogTest extends AuditLogContract {
    private final Tables tables = DynamoDbLocal.tables();

    private long started;

    @Override
    protected AuditLog create() {
        return new DynamoAuditLog(
                DynamoDbLocal.CLIENT,
                tables,
                // Entries are ordered by their writers' clocks: a process that comes later has a later one.
                new ManualClock(1_767_225_600_000L + started++),
                DynamoDbLocal.KEPT,
                DynamoDbLocal::id);
    }

    @Override
    protected AuditLog reopen(AuditLog opened) {
        return create();
    }
}
