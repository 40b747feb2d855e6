package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.AwakeStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Who is awake, on DynamoDB: one partition with an item a host. For use by any number of threads and processes. */
public final class DynamoAwakeStore implements AwakeStore {
    private static final String PARTITION = "awake";

    private final Database database;
    private final long kept;

    /**
     * A store in tables that exist.
     *
     * @param kept how long after its end a host is forgotten by the database
     */
    public DynamoAwakeStore(DynamoDbClient client, Tables tables, Duration kept, Supplier<String> ids) {
        this.database = new Database(client, tables, ids);
        this.kept = kept.toSeconds();
    }

    @Override
    public void put(Scope scope, long untilMillis) {
        Item item = Item.key(PARTITION, scope.name())
                .number("until", untilMillis)
                .number(Tables.EXPIRES, untilMillis / 1000 + kept);
        database.put(item, null, Item.empty());
    }

    @Override
    public Optional<Long> until(Scope scope) {
        return database.get(Item.key(PARTITION, scope.name())).map(item -> item.number("until"));
    }

    @Override
    public Map<Scope, Long> awakeAfter(long afterMillis) {
        Map<Scope, Long> awake = new TreeMap<>();
        for (Item item : database.all(PARTITION)) {
            long until = item.number("until");
            if (until > afterMillis) {
                awake.put(new Scope(item.text(Tables.SORT)), until);
            }
        }
        return awake;
    }
}
