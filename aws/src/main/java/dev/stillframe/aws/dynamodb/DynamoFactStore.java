package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.FactStore;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Facts on DynamoDB, an item each. For use by any number of threads. */
public final class DynamoFactStore implements FactStore {
    private final Database database;

    /** A store in tables that exist. */
    public DynamoFactStore(DynamoDbClient client, Tables tables, Supplier<String> ids) {
        this.database = new Database(client, tables, ids);
    }

    private static Item key(String name) {
        return Item.key("fact#" + name, "fact");
    }

    @Override
    public Optional<String> get(String name) {
        return database.get(key(name)).map(item -> item.text("value"));
    }

    @Override
    public void put(String name, String value) {
        database.put(key(name).text("value", value), null, Item.empty());
    }
}
