package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * Tries at start whether a database does what the promise rests on: conditional writes and transactions that hold under a race, reads that
 * see what was written, numbers that are ordered as numbers.
 */
public final class DatabaseCheck {
    private static final String ONCE = "attribute_not_exists(pk)";
    private static final String UNCHANGED = "v = :was";
    private static final int CONTENDERS = 8;
    private static final int RACES = 3;
    private static final List<Long> TIMES = List.of(2L, 10L, 100L);

    private final DynamoDbClient client;
    private final Database database;
    private final Tables tables;
    private final Supplier<String> ids;

    /**
     * A check of two tables. Needs the right to read, write, query and delete in both.
     *
     * @param ids random texts of at most 36 characters, no two the same
     */
    public DatabaseCheck(DynamoDbClient client, Tables tables, Supplier<String> ids) {
        this.client = client;
        this.database = new Database(client, tables, ids);
        this.tables = tables;
        this.ids = ids;
    }

    /** What is missing, a sentence each; empty for a database that can be used. Leaves nothing behind. */
    public List<String> missing() {
        Trial trial = new Trial("check#" + ids.get());
        try {
            trial.run();
        } catch (StoreException e) {
            trial.missing.add("tables " + tables.state() + " and " + tables.samples()
                    + " do not answer as they should: " + e.getMessage());
        } finally {
            trial.tidy();
        }
        return trial.missing;
    }

    /**
     * Whether the database removes what has expired. Where it does not, or may not be asked, somebody else has to: the product works
     * without it, and its table grows.
     */
    public boolean expires() {
        try {
            var found =
                    client.describeTimeToLive(r -> r.tableName(tables.state())).timeToLiveDescription();
            return found != null
                    && found.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                    && Tables.EXPIRES.equals(found.attributeName());
        } catch (SdkException e) {
            return false;
        }
    }

    /** One trial, in a partition of its own. */
    private final class Trial {
        private final String partition;
        private final List<String> missing = new ArrayList<>();

        Trial(String partition) {
            this.partition = partition;
        }

        private Item key(String sort) {
            return Item.key(partition, sort);
        }

        private void expect(boolean holds, String otherwise) {
            if (!holds) {
                missing.add(otherwise);
            }
        }

        void run() {
            writesOnCondition();
            transactions();
            sees();
            ordersNumbers();
        }

        private boolean put(String sort, long value, String condition, Item values) {
            return database.put(key(sort).number("v", value), condition, values) instanceof Database.Written.Done;
        }

        private void writesOnCondition() {
            expect(put("once", 1, ONCE, Item.empty()), "a condition refuses to write what is not there");
            Database.Written again = database.put(key("once").number("v", 2), ONCE, Item.empty());
            expect(
                    again instanceof Database.Written.Refused,
                    "conditions of writes are ignored: one writes over what is there");
            if (again instanceof Database.Written.Refused refused) {
                expect(
                        refused.there().numberOr("v", 0) == 1,
                        "a write that is refused does not tell what is there (ReturnValuesOnConditionCheckFailure)");
                expect(
                        database.delete(key("once"), UNCHANGED, was(7)) instanceof Database.Written.Refused,
                        "conditions of deletions are ignored");
                expect(
                        wonOnce(n -> put("race", n, UNCHANGED, was(0))),
                        "conditions of writes do not hold under a race");
            }
        }

        private static Item was(long value) {
            return Item.empty().number(":was", value);
        }

        private Transaction pair(String condition, Item values, long value) {
            return database.transaction()
                    .put(key("free-" + value).number("v", value), ONCE, Item.empty())
                    .put(key("held").number("v", value), condition, values);
        }

        private void transactions() {
            boolean first = pair(ONCE, Item.empty(), 1).run() instanceof Transaction.Outcome.Done;
            expect(
                    first && present("free-1") && present("held"),
                    "a transaction refuses to write what is not there, or does not do all of it");
            Transaction.Outcome second = pair(ONCE, Item.empty(), 2).run();
            expect(
                    second instanceof Transaction.Outcome.Refused,
                    "conditions in transactions are ignored: one writes over what is there");
            if (second instanceof Transaction.Outcome.Refused refused) {
                expect(!present("free-2"), "transactions are not all or nothing: part of one that was refused is done");
                expect(
                        refused.unmet().containsKey(1)
                                && refused.unmet().getOrDefault(1, Item.empty()).numberOr("v", 0) == 1,
                        "a transaction that is refused does not tell which condition was not met, and what is there");
                expect(
                        wonOnce(n -> database.transaction()
                                        .put(key("race").number("v", n), UNCHANGED, was(0))
                                        .put(key("race-" + n), null, Item.empty())
                                        .run()
                                instanceof Transaction.Outcome.Done),
                        "conditions in transactions do not hold under a race");
            }
        }

        /** Whether in each race exactly one writes. */
        private boolean wonOnce(Predicate<Long> contender) {
            for (int round = 0; round < RACES; round++) {
                database.put(key("race").number("v", 0), null, Item.empty());
                List<Long> contenders = IntStream.rangeClosed(1, CONTENDERS)
                        .mapToObj(n -> (long) n)
                        .toList();
                if (SideBySide.each(contenders, contender::test).stream()
                                .filter(won -> won)
                                .count()
                        != 1) {
                    return false;
                }
            }
            return true;
        }

        private boolean present(String sort) {
            return database.get(key(sort)).isPresent();
        }

        private void sees() {
            for (int i = 1; i <= RACES; i++) {
                long value = i;
                database.put(key("seen").number("v", value), null, Item.empty());
                Optional<Item> read = database.get(key("seen"));
                expect(
                        read.filter(item -> item.numberOr("v", 0) == value).isPresent(),
                        "a consistent read does not see what was written");
                expect(
                        database.all(partition).stream()
                                .anyMatch(item ->
                                        item.text(Tables.SORT).equals("seen") && item.numberOr("v", 0) == value),
                        "a consistent query does not see what was written");
            }
            database.delete(key("seen"));
            expect(!present("seen"), "an item is still there when it was deleted");
        }

        private void ordersNumbers() {
            for (long time : TIMES) {
                expect(
                        database.transaction()
                                        .updateSample(
                                                sample(time),
                                                "SET n = :n",
                                                "attribute_not_exists(n)",
                                                Item.empty().number(":n", time))
                                        .run()
                                instanceof Transaction.Outcome.Done,
                        "a transaction over both tables refuses to write what is not there");
            }
            List<Long> found = new ArrayList<>();
            database.query(
                    QueryRequest.builder()
                            .tableName(tables.samples())
                            .keyConditionExpression("host = :host AND t BETWEEN :from AND :to")
                            .expressionAttributeValues(Item.empty()
                                    .text(":host", partition)
                                    .number(":from", TIMES.getFirst())
                                    .number(":to", TIMES.getLast())
                                    .attributes()),
                    item -> found.add(item.number(Tables.TIME)));
            expect(found.equals(TIMES), "sort keys that are numbers are not ordered as numbers: " + found);
        }

        private Item sample(long time) {
            return Item.empty().text(Tables.HOST, partition).number(Tables.TIME, time);
        }

        /** What was tried has been told; leftovers are small, and nobody reads them. */
        @SuppressWarnings("EmptyCatch")
        void tidy() {
            try {
                database.all(partition).forEach(item -> database.delete(key(item.text(Tables.SORT))));
                TIMES.forEach(time -> client.deleteItem(
                        r -> r.tableName(tables.samples()).key(sample(time).attributes())));
            } catch (StoreException | SdkException e) {
                // Said above.
            }
        }
    }
}
