package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.testkit.SampleStoreRaces;

/** On DynamoDB Local. */
class DynamoSampleStoreRacesTest extends SampleStoreRaces {
    private final Tables tables = DynamoDbLocal.tables();

    @Override
    protected SampleStore create() {
        return new DynamoSampleStore(DynamoDbLocal.CLIENT, tables, Metrics.BUILT_IN, DynamoDbLocal::id);
    }
}
