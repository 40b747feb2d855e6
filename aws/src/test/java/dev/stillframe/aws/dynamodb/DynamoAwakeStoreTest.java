package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.port.AwakeStore;
import dev.stillframe.testkit.AwakeStoreContract;

/** On DynamoDB Local. */
class DynamoAwakeStoreTest extends AwakeStoreContract {
    @Override
    protected AwakeStore store() {
        return new DynamoAwakeStore(
                DynamoDbLocal.CLIENT, DynamoDbLocal.tables(), DynamoDbLocal.KEPT, DynamoDbLocal::id);
    }
}
