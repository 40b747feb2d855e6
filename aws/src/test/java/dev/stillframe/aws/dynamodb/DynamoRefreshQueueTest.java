package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.testkit.RefreshQueueContract;

/** On DynamoDB Local. */
class DynamoRefreshQueueTest extends RefreshQueueContract {
    private final Tables tables = DynamoDbLocal.tables();

    @Override
    protected RefreshQueue create() {
        return new DynamoRefreshQueue(DynamoDbLocal.CLIENT, tables, DynamoDbLocal.KEPT, DynamoDbLocal::id);
    }

    @Override
    protected RefreshQueue reopen(RefreshQueue opened) {
        return create();
    }
}
