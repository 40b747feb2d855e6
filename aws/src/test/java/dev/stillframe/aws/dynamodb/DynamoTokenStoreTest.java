package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.port.TokenStore;
import dev.stillframe.testkit.TokenStoreContract;

/** On DynamoDB Local. */
class DynamoTokenStoreTest extends TokenStoreContract {
    private final Tables tables = DynamoDbLocal.tables();

    @Override
    protected TokenStore create() {
        return new DynamoTokenStore(DynamoDbLocal.CLIENT, tables, DynamoDbLocal::id);
    }

    @Override
    protected TokenStore reopen(TokenStore opened) {
        return create();
    }
}
