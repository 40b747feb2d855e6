package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.testkit.ImportLogContract;

/** On DynamoDB Local. */
class DynamoImportLogTest extends ImportLogContract {
    private final Tables tables = DynamoDbLocal.tables();

    @Override
    protected ImportLog create() {
        return new DynamoImportLog(DynamoDbLocal.CLIENT, tables, DynamoDbLocal::id);
    }

    @Override
    protected ImportLog reopen(ImportLog opened) {
        return create();
    }
}
