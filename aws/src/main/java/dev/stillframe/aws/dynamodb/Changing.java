package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes samples of a host count no longer, or again. Each change is one transaction that moves the head from where it was read:
 * what was read after the head is then still so, because nothing of a host changes without moving it.
 */
final class Changing {
    private static final int ATTEMPTS = 50;

    private final Database database;
    private final HostLogs logs;

    Changing(Database database, HostLogs logs) {
        this.database = database;
        this.logs = logs;
    }

    /** A change: the transaction that does it, and how many samples it concerns. */
    private record Change(Transaction transaction, int count) {}

    /** A sample as it was read: its time and its present life. */
    private record Found(long t, Life life) {}

    /** Takes back what an origin has of a host; answers how many samples that were. */
    long takeBack(String host, String origin, boolean frees) {
        return change(host, head -> {
            TakenBack back = TakenBack.read(database, head);
            int[] count = {0};
            long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};
            database.querySamples(host, Long.MIN_VALUE, Long.MAX_VALUE, true, 0, null, item -> {
                Life life = Life.of(item);
                if (life.origin().equals(origin) && back.isHeld(life, head.number())) {
                    count[0]++;
                    span[0] = Math.min(span[0], item.number(Tables.TIME));
                    span[1] = item.number(Tables.TIME);
                }
                return true;
            });
            if (count[0] == 0) {
                return Optional.empty();
            }
            Transaction transaction = database.transaction();
            logs.change(transaction, head, span[0], span[1]);
            TakenBack.note(transaction, host, head.number() + 1, origin, frees);
            return Optional.of(new Change(transaction, count[0]));
        });
    }

    /** Sets those aside that count; answers how many that were. */
    long setAside(String host, List<Long> times, String reason) {
        return inPieces(host, times, life -> !isAside(life), (life, entry) -> life.setAside(entry, reason));
    }

    /** Lets those count again that are aside; answers how many that were. */
    long restore(String host, List<Long> times) {
        return inPieces(host, times, Changing::isAside, Life::restored);
    }

    private static boolean isAside(Life life) {
        return life.isAside(Long.MAX_VALUE - 1);
    }

    private long inPieces(String host, List<Long> times, Predicate<Life> concerns, BiFunction<Life, Long, Life> after) {
        List<Long> all = List.copyOf(new TreeSet<>(times));
        long count = 0;
        for (int i = 0; i < all.size(); i += SampleStore.TOGETHER) {
            List<Long> piece = all.subList(i, Math.min(i + SampleStore.TOGETHER, all.size()));
            count += change(host, head -> piece(head, piece, concerns, after));
        }
        return count;
    }

    private Optional<Change> piece(
            HostHead head, List<Long> times, Predicate<Life> concerns, BiFunction<Life, Long, Life> after) {
        if (head.number() == 0) {
            return Optional.empty();
        }
        TakenBack back = TakenBack.read(database, head);
        List<Found> found = new ArrayList<>();
        for (Optional<Item> item : SideBySide.each(times, t -> database.getSample(head.host(), t))) {
            item.map(i -> new Found(i.number(Tables.TIME), Life.of(i)))
                    .filter(f -> back.isHeld(f.life(), head.number()) && concerns.test(f.life()))
                    .ifPresent(found::add);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Transaction transaction = database.transaction();
        logs.change(transaction, head, found.getFirst().t(), found.getLast().t());
        for (Found sample : found) {
            Item key = Item.empty().text(Tables.HOST, head.host()).number(Tables.TIME, sample.t());
            Life next = after.apply(sample.life(), head.number() + 1);
            Item values = Item.empty().number(":n", next.number()).list(":asides", next.spans());
            transaction.updateSample(key, "SET asides = :asides", "n = :n", values);
        }
        return Optional.of(new Change(transaction, found.size()));
    }

    /** The samples of a host that are aside now. Reads what there is of the host from a time on. */
    List<SampleStore.Aside> aside(String host, long from, int limit) {
        HostHead head = logs.head(host);
        List<SampleStore.Aside> found = new ArrayList<>();
        if (!head.changed() || limit == 0) {
            return found;
        }
        TakenBack back = TakenBack.read(database, head);
        database.querySamples(host, from, Long.MAX_VALUE, true, 0, "attribute_exists(asides)", item -> {
            Life life = Life.of(item);
            if (isAside(life) && back.isHeld(life, head.number())) {
                found.add(new SampleStore.Aside(
                        item.number(Tables.TIME), life.asides().getLast().reason()));
            }
            return found.size() < limit;
        });
        return found;
    }

    /** Makes a change again and again until nobody comes between; answers how many samples it concerned. */
    private long change(String host, Function<HostHead, Optional<Change>> of) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // Whatever comes after this head moves it.
            HostHead head = logs.head(host);
            Optional<Change> change = of.apply(head);
            if (change.isEmpty()) {
                return 0;
            }
            Transaction transaction = change.get().transaction();
            try {
                if (transaction.run() instanceof Transaction.Outcome.Done || logs.isDone(transaction, head, 1)) {
                    return change.get().count();
                }
            } catch (StoreException e) {
                if (logs.isDone(transaction, head, 1)) {
                    return change.get().count();
                }
                throw e;
            }
        }
        throw new StoreException("the log of " + host + " was written by others all the time");
    }
}
