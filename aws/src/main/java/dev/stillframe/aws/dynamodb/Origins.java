package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.ClosedOriginException;
import java.util.List;

/**
 * Which hosts an origin has samples of, and which origins are closed: partition {@code origin#ORIGIN} of the table of state, an
 * item for each host and one with the sort key {@code *} for a closed origin. Each append checks its host's item, so that none
 * is under way any more when it has been closed.
 */
final class Origins {
    private static final String WHOLE = "*";

    private final Database database;

    Origins(Database database) {
        this.database = database;
    }

    private static Item key(String origin, String host) {
        return Item.key("origin#" + origin, host);
    }

    /** One write: the origin is known for the host and not closed. */
    static void check(Transaction transaction, String origin, String host) {
        transaction.check(key(origin, host), "attribute_exists(pk) AND attribute_not_exists(shut)", Item.empty());
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
    void register(String origin, String host, Item there) {
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
        }
    }
}
