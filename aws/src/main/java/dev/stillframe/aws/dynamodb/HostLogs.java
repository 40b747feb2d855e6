package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The logs of the hosts, in the table of state. Head items: partition {@code heads#NN}, hosts spread over 8, sort key the host.
 * Log items: partition {@code log#HOST}, sort key the number of the item's last entry, so that a reader in the middle of an item
 * finds it. An item has the entries of one append with the values of their samples, or one change, and is expired by the database
 * some time after both scopes had need of it: a reader that comes later sees that entries are missing.
 */
final class HostLogs {
    /** A partition takes some 500 appends a second; each is one more request to whoever reads all heads. */
    static final int PARTITIONS = 8;
    /** The most log items in one page of a reader. */
    private static final int PAGE = 500;

    /** Of a change: the times of the first and the last sample concerned. */
    private static final String FROM = "from";

    private static final String TO = "to";

    private final Database database;
    private final Bodies bodies;
    private final LongSupplier expiry;

    /** @param expiry when an item that is written now expires, epoch seconds; negative for never */
    HostLogs(Database database, Bodies bodies, LongSupplier expiry) {
        this.database = database;
        this.bodies = bodies;
        this.expiry = expiry;
    }

    private static Item headKey(String host) {
        return Item.key("heads#" + Math.floorMod(host.hashCode(), PARTITIONS), host);
    }

    private static Item logKey(String host, long last) {
        return Item.key("log#" + host, Item.sortable(last));
    }

    private static HostHead head(Item item) {
        return new HostHead(
                item.text(Tables.SORT),
                item.numberOr("n", 0),
                item.numberOr("newest", Long.MIN_VALUE),
                item.flag("undone"));
    }

    HostHead head(String host) {
        return database.get(headKey(host)).map(HostLogs::head).orElse(HostHead.none(host));
    }

    /** All heads, by host. */
    List<HostHead> heads() {
        List<HostHead> heads = new ArrayList<>();
        SideBySide.each(IntStream.range(0, PARTITIONS).boxed().toList(), p -> database.all("heads#" + p))
                .forEach(items -> items.forEach(item -> heads.add(head(item))));
        // One that was closed for an origin before it had any entry.
        heads.removeIf(head -> head.number() == 0);
        heads.sort(Comparator.comparing(HostHead::host));
        return heads;
    }

    /** Adds to a transaction what moves a head, if it is still as it was read, and puts a log item of some entries. */
    private void move(
            Transaction transaction,
            HostHead from,
            long entries,
            long newest,
            boolean change,
            String origin,
            Item log) {
        Item values = Item.empty()
                .number(":n", from.number() + entries)
                .number(":newest", Math.max(from.last(), newest))
                .flag(":undone", from.changed() || change);
        String condition = "attribute_not_exists(n)";
        if (from.number() > 0) {
            condition = "n = :was";
            values.number(":was", from.number());
        }
        if (!change) {
            condition += " AND (attribute_not_exists(shut) OR NOT contains(shut, :origin))";
            values.text(":origin", origin);
        }
        transaction.update(headKey(from.host()), "SET n = :n, newest = :newest, undone = :undone", condition, values);
        Item item = logKey(from.host(), from.number() + entries)
                .and(log)
                .number("begin", from.number() + 1)
                .text("writer", transaction.id());
        long expires = expiry.getAsLong();
        if (expires >= 0) {
            item.number(Tables.EXPIRES, expires);
        }
        transaction.put(item, null, Item.empty());
    }

    /** Two writes: samples arrive after the head. */
    void arrive(Transaction transaction, HostHead head, List<Sample> samples, String origin) {
        long newest = samples.stream().mapToLong(Sample::t).max().orElseThrow();
        Item log = Item.empty().bytes("b", bodies.write(samples)).text("origin", origin);
        move(transaction, head, samples.size(), newest, false, origin, log);
    }

    /** Two writes: samples from a time to another cease to count, or count again, after the head. */
    void change(Transaction transaction, HostHead head, long from, long to) {
        Item log = Item.empty().number(FROM, from).number(TO, to);
        move(transaction, head, 1, Long.MIN_VALUE, true, "", log);
    }

    /** Lets no samples of an origin arrive at a host any more. */
    void close(String host, String origin) {
        database.update(headKey(host), "ADD shut :origin", null, Item.empty().set(":origin", origin));
    }

    /** Whether a head, as it was found, lets no samples of an origin arrive. */
    static boolean isClosed(Item head, String origin) {
        return head.set("shut").contains(origin);
    }

    /** Whether a transaction that moved a head by some entries was done, although its answer was another or none. */
    boolean isDone(Transaction transaction, HostHead from, long entries) {
        return database.get(logKey(from.host(), from.number() + entries))
                .filter(item -> item.text("writer").equals(transaction.id()))
                .isPresent();
    }

    /**
     * The entries of a host after a number, at most {@code limit}; stops at the first that is missing.
     *
     * @param end the number of its last entry, where that is known; negative where it is not
     * @return empty when the first of them exist no more
     */
    Optional<List<LogEntry>> after(String host, long number, int limit, long end) {
        List<LogEntry> entries = entriesAfter(host, number, limit);
        if (!entries.isEmpty() || (end < 0 ? head(host).number() : end) <= number) {
            return Optional.of(entries);
        }
        // A query is no snapshot: it may have passed the place before the item came. It is there by now, if it ever
        // was.
        List<LogEntry> again = entriesAfter(host, number, limit);
        return again.isEmpty() ? Optional.empty() : Optional.of(again);
    }

    private List<LogEntry> entriesAfter(String host, long number, int limit) {
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
            return List.of(changed(host, item, begin));
        }
        List<LogEntry> entries = new ArrayList<>();
        long number = begin;
        for (Sample sample : read(host, item.bytes("b"))) {
            entries.add(new LogEntry.Arrived(number++, sample));
        }
        return entries;
    }

    /** An item without a span is of an earlier version; all that the host ever had is a span that is wide enough. */
    private LogEntry changed(String host, Item item, long number) {
        if (item.has(FROM)) {
            return new LogEntry.Changed(number, host, item.number(FROM), item.number(TO));
        }
        long[] first = {Long.MAX_VALUE};
        database.querySamples(host, Long.MIN_VALUE, Long.MAX_VALUE, true, 1, null, sample -> {
            first[0] = sample.number(Tables.TIME);
            return false;
        });
        return new LogEntry.Changed(number, host, first[0], head(host).last());
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
