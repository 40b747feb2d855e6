package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.testkit.SampleStoreAside;

/** On DynamoDB Local. */
class DynamoSampleStoreAsideTest extends SampleStoreAside {
    private final Tables tables = DynamoDbLocal.tables();

    @Override
    protected SampleStore create() {
        return new DynamoSampleStore(DynamoDbLocal.CLIENT, tables, Metrics.BUILT_IN, DynamoDbLocal::id);
    }

    @Override
    protected int histories() {
        return 40;
    }

    @Override
    protected SampleStore reopen(SampleStore opened) {
        return create();
    }
}
