package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Removes items that have expired, where the database does not do so itself. */
public final class Expired {
    /** The most items that are removed in one go. */
    private static final int MOST = 1_000;
    /** The most pages, of up to 1 MB, that are looked at for them. */
    private static final int PAGES = 100;

    private final DynamoDbClient client;
    private final Tables tables;
    private final Database database;

    /** The items of tables that exist. */
    public Expired(DynamoDbClient client, Tables tables, Supplier<String> ids) {
        this.client = client;
        this.tables = tables;
        this.database = new Database(client, tables, ids);
    }

    /**
     * Removes items of the table of state that expired before an instant, unless they are written anew meanwhile.
     *
     * @param nowMillis the present, epoch milliseconds
     * @return how many were removed
     * @throws StoreException when it broke off
     */
    public int remove(long nowMillis) {
        int removed = 0;
        for (Item item : before(nowMillis / 1000)) {
            Item key = Item.key(item.text(Tables.PARTITION), item.text(Tables.SORT));
            Item seen = Item.empty().number(":seen", item.number(Tables.EXPIRES));
            if (database.delete(key, Tables.EXPIRES + " = :seen", seen) instanceof Database.Written.Done) {
                removed++;
            }
        }
        return removed;
    }

    private List<Item> before(long seconds) {
        List<Item> found = new ArrayList<>();
        Map<String, AttributeValue> from = Map.of();
        for (int page = 0; page < PAGES && found.size() < MOST; page++) {
            Map<String, AttributeValue> start = from;
            ScanResponse answer;
            try {
                answer = client.scan(r -> r.tableName(tables.state())
                        .filterExpression(Tables.EXPIRES + " < :now")
                        .projectionExpression(String.join(", ", Tables.PARTITION, Tables.SORT, Tables.EXPIRES))
                        .expressionAttributeValues(
                                Item.empty().number(":now", seconds).attributes())
                        .exclusiveStartKey(start.isEmpty() ? null : start));
            } catch (SdkException e) {
                throw Database.failure(e);
            }
            answer.items().forEach(item -> found.add(Item.of(item)));
            from = answer.hasLastEvaluatedKey() ? answer.lastEvaluatedKey() : Map.of();
            if (from.isEmpty()) {
                break;
            }
        }
        return found.subList(0, Math.min(MOST, found.size()));
    }
}
