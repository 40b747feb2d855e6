package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.StateObjects;
import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.testkit.CheckpointStoreContract;

/** On DynamoDB Local. */
class DynamoCheckpointStoreTest extends CheckpointStoreContract {
    private final Tables tables = DynamoDbLocal.tables();
    private final StateObjects objects = new MemoryStateObjects();

    @Override
    protected CheckpointStore create() {
        return new DynamoCheckpointStore(DynamoDbLocal.CLIENT, tables, objects, DynamoDbLocal::id);
    }

    @Override
    protected CheckpointStore reopen(CheckpointStore opened) {
        return create();
    }
}
