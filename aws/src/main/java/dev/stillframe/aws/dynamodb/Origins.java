package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.ClosedOriginException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which hosts an origin has samples of, and which origins are closed: partition {@code origin#ORIGIN} of the table of state, an
 * item for each host and one with the sort key {@code *} for a closed origin. What is closed stands in the heads of its hosts too, which
 * each append checks in any case, so that none is under way any more when it has been closed.
 */
final class Origins {
    private static final String WHOLE = "*";

    /** Pairs of origin and host that are remembered as known: those of some thousand hosts. */
    private static final int REMEMBERED = 10_000;

    private final Database database;
    private final HostLogs logs;
    /** What is known once stays so; whether it is closed is asked of the head. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Origins(Database database, HostLogs logs) {
        this.database = database;
        this.logs = logs;
    }

    private static Item key(String origin, String host) {
        return Item.key("origin#" + origin, host);
    }

    /**
     * Sees to it that an origin is known for a host, before it has samples there.
     *
     * @throws ClosedOriginException when it is closed
     */
    void require(String origin, String host) {
        String pair = host + " " + origin;
        if (known.contains(pair)) {
            return;
        }
        Item there = database.get(key(origin, host)).orElse(Item.empty());
        if (!there.has("known") || there.has("shut")) {
            register(origin, host, there);
        }
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        known.add(pair);
    }

    /** @throws ClosedOriginException when it is closed */
    void requireOpen(String origin) {
        if (database.get(key(origin, WHOLE)).isPresent()) {
            throw new ClosedOriginException(origin);
        }
    }

    /**
     * Makes an origin known for a host.
     *
     * @param there its item, or an empty one
     * @throws ClosedOriginException when it is closed
     */
    private void register(String origin, String host, Item there) {
        if (there.has("shut")) {
            throw new ClosedOriginException(origin);
        }
        Transaction transaction = database.transaction()
                .check(key(origin, WHOLE), "attribute_not_exists(pk)", Item.empty())
                .update(
                        key(origin, host),
                        "SET known = :yes",
                        "attribute_not_exists(shut)",
                        Item.empty().flag(":yes", true));
        if (transaction.run() instanceof Transaction.Outcome.Refused) {
            throw new ClosedOriginException(origin);
        }
    }

    /** The hosts that may have samples of an origin. */
    List<String> hosts(String origin) {
        return database.all("origin#" + origin).stream()
                .map(item -> item.text(Tables.SORT))
                .filter(host -> !host.equals(WHOLE))
                .toList();
    }

    /** Closes an origin: what was appended before is there, and nothing comes after. */
    void close(String origin) {
        Item shut = Item.empty().flag(":shut", true);
        database.update(key(origin, WHOLE), "SET shut = :shut", null, shut);
        for (String host : hosts(origin)) {
            database.update(key(origin, host), "SET shut = :shut", null, shut);
            logs.close(host, origin);
        }
    }
}
