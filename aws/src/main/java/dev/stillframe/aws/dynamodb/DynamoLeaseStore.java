package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.LeaseStore;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Leases on DynamoDB: one conditional put for each. For use by any number of threads. */
public final class DynamoLeaseStore implements LeaseStore {
    private final Database database;
    private final long kept;

    /**
     * A store in tables that exist.
     *
     * @param kept how long after its end a lease is expired by the database, whose clock is another than its holder's
     */
    public DynamoLeaseStore(DynamoDbClient client, Tables tables, Duration kept, Supplier<String> ids) {
        this.database = new Database(client, tables, ids);
        this.kept = kept.toSeconds();
    }

    private static Item key(String name) {
        return Item.key("lease#" + name, "lease");
    }

    @Override
    public boolean acquire(String name, String holder, long nowMillis, Duration length) {
        long end = nowMillis + length.toMillis();
        // One that ends later than any lease of this length could was taken by a clock that ran ahead: it is void.
        return database.put(
                        key(name).text("holder", holder).number("ends", end).number(Tables.EXPIRES, end / 1000 + kept),
                        "attribute_not_exists(pk) OR holder = :me OR ends <= :now OR ends > :end",
                        Item.empty()
                                .text(":me", holder)
                                .number(":now", nowMillis)
                                .number(":end", end))
                instanceof Database.Written.Done;
    }

    @Override
    public void release(String name, String holder) {
        // Refused means that another has it, or nobody.
        database.delete(key(name), "holder = :me", Item.empty().text(":me", holder));
    }
}
