package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.StoreException;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Imports on DynamoDB: one partition of all, beside it the number of the last. For use by any number of threads. */
public final class DynamoImportLog implements ImportLog {
    private static final String ALL = "imports";
    private static final Item LAST = Item.key("import-number", "last");
    private static final int ATTEMPTS = 100;

    private final Database database;

    /** A log in tables that exist; random ids. */
    public DynamoImportLog(DynamoDbClient client, Tables tables, Supplier<String> ids) {
        this.database = new Database(client, tables, ids);
    }

    private static Item key(long id) {
        return Item.key(ALL, Item.sortable(id));
    }

    @Override
    public long begin(String source, long atMillis) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long last = database.get(LAST).map(item -> item.number("n")).orElse(0L);
            Item values = Item.empty().number(":n", last + 1);
            String condition = "attribute_not_exists(pk)";
            if (last > 0) {
                condition = "n = :was";
                values.number(":was", last);
            }
            Transaction transaction = database.transaction()
                    .update(LAST, "SET n = :n", condition, values)
                    .put(
                            key(last + 1)
                                    .text("files", source)
                                    .number("began", atMillis)
                                    .number("ended", 0)
                                    .number("taken", 0)
                                    .number("undone", 0),
                            null,
                            Item.empty());
            if (transaction.run() instanceof Transaction.Outcome.Done) {
                return last + 1;
            }
        }
        throw new StoreException("imports were begun by others all the time");
    }

    @Override
    public void finish(long id, long stored, long atMillis) {
        Item values = Item.empty().number(":at", atMillis).number(":taken", stored);
        database.update(key(id), "SET ended = :at, taken = :taken", "attribute_exists(pk)", values);
    }

    @Override
    public void discard(long id) {
        database.delete(key(id));
    }

    @Override
    public void undone(long id, long atMillis) {
        database.update(
                key(id),
                "SET undone = :at",
                "attribute_exists(pk)",
                Item.empty().number(":at", atMillis));
    }

    @Override
    public List<Import> imports() {
        return database.all(ALL).stream()
                .map(item -> new Import(
                        Long.parseLong(item.text(Tables.SORT)),
                        item.text("files"),
                        item.number("began"),
                        item.number("ended"),
                        item.number("taken"),
                        item.number("undone")))
                .toList();
    }
}
