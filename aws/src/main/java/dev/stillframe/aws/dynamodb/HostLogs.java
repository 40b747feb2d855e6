package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The logs of the hosts, in the table of state. Head items: partition {@code heads#NN}, hosts spread over 64, sort key the host.
 * Log items: partition {@code log#HOST}, sort key the number of the item's last entry, so that a reader in the middle of an item
 * finds it. An item has the entries of one append with the values of their samples, or one withdrawal.
 */
final class HostLogs {
    static final int PARTITIONS = 64;
    /** The most log items in one page of a reader. */
    private static final int PAGE = 500;

    private final Database database;
    private final Bodies bodies;

    HostLogs(Database database, Bodies bodies) {
        this.database = database;
        this.bodies = bodies;
    }

    private static Item headKey(String host) {
        return Item.key("heads#" + Math.floorMod(host.hashCode(), PARTITIONS), host);
    }

    private static Item logKey(String host, long last) {
        return Item.key("log#" + host, Item.sortable(last));
    }

    private static HostHead head(Item item) {
        return new HostHead(
                item.text(Tables.SORT), item.number("n"), item.numberOr("newest", Long.MIN_VALUE), item.flag("undone"));
    }

    HostHead head(String host) {
        return database.get(headKey(host)).map(HostLogs::head).orElse(HostHead.none(host));
    }

    /** All heads, by host. */
    List<HostHead> heads() {
        List<HostHead> heads = new ArrayList<>();
        SideBySide.each(IntStream.range(0, PARTITIONS).boxed().toList(), p -> database.all("heads#" + p))
                .forEach(items -> items.forEach(item -> heads.add(head(item))));
        heads.sort(Comparator.comparing(HostHead::host));
        return heads;
    }

    /** Adds to a transaction what moves a head, if it is still as it was read, and puts a log item of some entries. */
    private static void move(
            Transaction transaction, HostHead from, long entries, long newest, boolean back, Item log) {
        Item values = Item.empty()
                .number(":n", from.number() + entries)
                .number(":newest", Math.max(from.last(), newest))
                .flag(":undone", from.takenBack() || back);
        String condition = "attribute_not_exists(pk)";
        if (from.number() > 0) {
            condition = "n = :was";
            values.number(":was", from.number());
        }
        transaction.update(headKey(from.host()), "SET n = :n, newest = :newest, undone = :undone", condition, values);
        transaction.put(
                logKey(from.host(), from.number() + entries)
                        .and(log)
                        .number("begin", from.number() + 1)
                        .text("writer", transaction.id()),
                null,
                Item.empty());
    }

    /** Two writes: samples arrive after the head. */
    void arrive(Transaction transaction, HostHead head, List<Sample> samples, String origin) {
        long newest = samples.stream().mapToLong(Sample::t).max().orElseThrow();
        Item log = Item.empty().bytes("b", bodies.write(samples)).text("origin", origin);
        move(transaction, head, samples.size(), newest, false, log);
    }

    /** Two writes: an origin's samples are taken back after the head. */
    void takeBack(Transaction transaction, HostHead head, String origin) {
        move(transaction, head, 1, Long.MIN_VALUE, true, Item.empty().text("origin", origin));
    }

    /** Whether a transaction that moved a head by some entries was done, although its answer was another or none. */
    boolean isDone(Transaction transaction, HostHead from, long entries) {
        return database.get(logKey(from.host(), from.number() + entries))
                .filter(item -> item.text("writer").equals(transaction.id()))
                .isPresent();
    }

    /** The entries of a host after a number, at most {@code limit}; stops at the first that is missing. */
    List<LogEntry> after(String host, long number, int limit) {
        List<LogEntry> entries = new ArrayList<>();
        long[] next = {number + 1};
        database.query(
                QueryRequest.builder()
                        .tableName(database.tables().state())
                        .keyConditionExpression("pk = :pk AND sk > :sk")
                        .limit(Math.min(limit, PAGE))
                        .expressionAttributeValues(Item.empty()
                                .text(":pk", "log#" + host)
                                .text(":sk", Item.sortable(number))
                                .attributes()),
                item -> {
                    long begin = item.number("begin");
                    if (begin > next[0]) {
                        return false;
                    }
                    for (LogEntry entry : entries(host, item, begin)) {
                        if (entry.seq() == next[0] && entries.size() < limit) {
                            entries.add(entry);
                            next[0]++;
                        }
                    }
                    return entries.size() < limit;
                });
        return entries;
    }

    private List<LogEntry> entries(String host, Item item, long begin) {
        if (!item.has("b")) {
            return List.of(new LogEntry.Withdrawn(begin, host, item.text("origin")));
        }
        List<LogEntry> entries = new ArrayList<>();
        long number = begin;
        for (Sample sample : read(host, item.bytes("b"))) {
            entries.add(new LogEntry.Arrived(number++, sample));
        }
        return entries;
    }

    /** Samples from their bytes. */
    List<Sample> read(String host, byte[] bytes) {
        try {
            return bodies.read(host, bytes);
        } catch (IllegalArgumentException e) {
            throw new StoreException("samples of " + host + " are damaged: " + e.getMessage(), e);
        }
    }

    /** The bytes of one sample. */
    byte[] write(Sample sample) {
        return bodies.write(List.of(sample));
    }
}
