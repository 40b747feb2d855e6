package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.AuditLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * An audit log on DynamoDB, one partition of all, by the writer's clock: entries of one process are in their order of arrival,
 * those of several as exactly as their clocks agree. For use by any number of threads.
 */
public final class DynamoAuditLog implements AuditLog {
    private static final String ALL = "audit";
    /** How long after it happened something may be noted and still be found by {@link #expire}. */
    private static final long LATE = Duration.ofDays(1).toMillis();

    private final Database database;
    private final InstantSource clock;
    private final long kept;
    /** Milliseconds times 1000: so that entries of the same millisecond have an order. */
    private final AtomicLong last = new AtomicLong();

    /**
     * A log in tables that exist.
     *
     * @param kept after how long entries are expired by the database; those that {@link #expire} is asked to forget go at once
     */
    public DynamoAuditLog(
            DynamoDbClient client, Tables tables, InstantSource clock, Duration kept, Supplier<String> ids) {
        this.database = new Database(client, tables, ids);
        this.clock = clock;
        this.kept = kept.toSeconds();
    }

    @Override
    public String begin(Entry entry) {
        long now = clock.millis() * 1000;
        String id = Item.sortable(last.updateAndGet(was -> Math.max(was + 1, now))) + "-" + database.newId();
        database.put(
                Item.key(ALL, id)
                        .number("happened", entry.at())
                        .text("actor", entry.actor())
                        .text("address", entry.address())
                        .text("did", entry.action())
                        .text("subject", entry.subject())
                        .text("outcome", entry.outcome())
                        .number("times", entry.count())
                        .number(Tables.EXPIRES, entry.at() / 1000 + kept),
                null,
                Item.empty());
        return id;
    }

    @Override
    public void end(String id, String outcome) {
        database.update(
                Item.key(ALL, id),
                "SET outcome = :outcome",
                "attribute_exists(pk)",
                Item.empty().text(":outcome", outcome));
    }

    @Override
    public void add(List<Entry> entries) {
        entries.forEach(this::begin);
    }

    @Override
    public List<Entry> newest(int limit) {
        List<Entry> found = new ArrayList<>();
        if (limit > 0) {
            QueryRequest.Builder request = all().scanIndexForward(false).limit(Math.min(limit, 1000));
            database.query(request, item -> {
                found.add(entry(item));
                return found.size() < limit;
            });
        }
        return found;
    }

    private static Entry entry(Item item) {
        return new Entry(
                item.number("happened"),
                item.text("actor"),
                item.text("address"),
                item.text("did"),
                item.text("subject"),
                item.text("outcome"),
                item.number("times"));
    }

    private QueryRequest.Builder all() {
        return QueryRequest.builder()
                .tableName(database.tables().state())
                .keyConditionExpression(Database.ALL_OF_PARTITION)
                .expressionAttributeValues(Item.empty().text(":pk", ALL).attributes());
    }

    @Override
    public void expire(long before) {
        String end = Item.sortable((before + LATE) * 1000);
        database.query(all(), item -> {
            if (item.number("happened") < before) {
                database.delete(Item.key(ALL, item.text(Tables.SORT)));
            }
            return item.text(Tables.SORT).compareTo(end) < 0;
        });
    }
}
