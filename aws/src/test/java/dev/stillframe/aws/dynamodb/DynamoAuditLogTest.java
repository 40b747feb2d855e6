package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.AuditLog;
import dev.stillframe.testkit.AuditLogContract;
import dev.stillframe.testkit.ManualClock;

/** On DynamoDB Local. */
class DynamoAuditLogTest extends AuditLogContract {
    private final Tables tables = DynamoDbLocal.tables();

    @Override
    protected AuditLog create() {
        return new DynamoAuditLog(
                DynamoDbLocal.CLIENT,
                tables,
                new ManualClock(1_767_225_600_000L),
                DynamoDbLocal.KEPT,
                DynamoDbLocal::id);
    }

    @Override
    protected AuditLog reopen(AuditLog opened) {
        return create();
    }
}
