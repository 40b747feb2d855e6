package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.port.FactStore;
import dev.stillframe.testkit.FactStoreContract;

/** On DynamoDB Local. */
class DynamoFactStoreTest extends FactStoreContract {
    @Override
    protected FactStore store() {
        return new DynamoFactStore(DynamoDbLocal.CLIENT, DynamoDbLocal.tables(), DynamoDbLocal::id);
    }
}
