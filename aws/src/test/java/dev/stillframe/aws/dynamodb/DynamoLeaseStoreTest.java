package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.port.LeaseStore;
import dev.stillframe.testkit.LeaseStoreContract;

/** On DynamoDB Local. */
class DynamoLeaseStoreTest extends LeaseStoreContract {
    private final Tables tables = DynamoDbLocal.tables();

    @Override
    protected LeaseStore create() {
        return new DynamoLeaseStore(DynamoDbLocal.CLIENT, tables, DynamoDbLocal.KEPT, DynamoDbLocal::id);
    }

    @Override
    protected LeaseStore reopen(LeaseStore opened) {
        return create();
    }
}
