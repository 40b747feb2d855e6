package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Refresh.Step;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.pack.RefreshCodec;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Requests for builds on DynamoDB. Each is an item; beside it stand index items, written in the same transactions: {@code queued}
 * by scope, {@code open}, {@code done} by scope, {@code over}. Each change of a scope's queue also moves the number of its turn
 * item, so that of several that change it at once one does. For use by any number of threads and processes.
 */
public final class DynamoRefreshQueue implements RefreshQueue {
    private static final int ATTEMPTS = 200;
    private static final String OPEN = "refresh-open";
    private static final String OVER = "refresh-over";
    private static final Comparator<Refresh> OLDEST_FIRST =
            Comparator.comparingLong(Refresh::createdAt).thenComparing(Refresh::id);
    /** Requests of a scope that begin in one transaction: each is up to five writes; the turn is one more. */
    private static final int TOGETHER = 19;

    private final Database database;
    private final long kept;

    /**
     * A queue in tables that exist.
     *
     * @param kept how long after its end a request is expired by the database; more than callers of {@link #expire} use
     */
    public DynamoRefreshQueue(DynamoDbClient client, Tables tables, Duration kept, Supplier<String> ids) {
        this.database = new Database(client, tables, ids);
        this.kept = kept.toSeconds();
    }

    /** A request and the number of its item. */
    private record Known(Refresh refresh, long version) {}

    private static Item key(String id) {
        return Item.key("refresh#" + id, "refresh");
    }

    private static Item turnKey(Scope scope) {
        return Item.key("refresh-turn#" + scope.name(), "turn");
    }

    private Optional<Known> known(String id) {
        return database.get(key(id))
                .map(item -> new Known(
                        new Refresh(
                                id,
                                new Scope(item.text("scope")),
                                item.number("created"),
                                RefreshCodec.read(item.bytes("b"))),
                        item.number("v")));
    }

    private List<Known> knownOf(String partition) {
        List<String> ids =
                database.all(partition).stream().map(item -> item.text("id")).toList();
        return ids.isEmpty()
                ? List.of()
                : SideBySide.each(ids, this::known).stream()
                        .flatMap(Optional::stream)
                        .toList();
    }

    private List<Known> queued(Scope scope) {
        return knownOf(queue(scope)).stream()
                .filter(known -> known.refresh().status() == Refresh.Status.QUEUED)
                .sorted(Comparator.comparing(Known::refresh, OLDEST_FIRST))
                .toList();
    }

    private static String queue(Scope scope) {
        return "refresh-queued#" + scope.name();
    }

    private static String done(Scope scope) {
        return "refresh-done#" + scope.name();
    }

    private static String ended(Refresh refresh) {
        return Item.sortable(refresh.last().at()) + "#" + refresh.id();
    }

    /** Adds to a transaction what makes a request so, up to five writes. */
    private void write(Transaction transaction, @Nullable Refresh from, Refresh to, long version) {
        boolean waits = to.status() == Refresh.Status.QUEUED;
        Item item = key(to.id())
                .text("scope", to.scope().name())
                .number("created", to.createdAt())
                .bytes("b", RefreshCodec.write(to.steps()))
                .number("v", version + 1);
        Item name = Item.empty().text("id", to.id());
        if (to.isOver()) {
            long expires = to.last().at() / 1000 + kept;
            item.number(Tables.EXPIRES, expires);
            name.number(Tables.EXPIRES, expires);
        }
        String condition = version == 0 ? "attribute_not_exists(pk)" : "v = :v";
        Item values = version == 0 ? Item.empty() : Item.empty().number(":v", version);
        transaction.put(item, condition, values);
        if (waits != (from != null && from.status() == Refresh.Status.QUEUED)) {
            place(transaction, Item.key(queue(to.scope()), to.id()), name, waits);
        }
        if (from == null ? !to.isOver() : to.isOver()) {
            place(transaction, Item.key(OPEN, to.id()), name, !to.isOver());
        }
        if (to.isOver()) {
            place(transaction, Item.key(OVER, ended(to)), name, true);
            if (to.status() == Refresh.Status.COMPLETE) {
                place(transaction, Item.key(done(to.scope()), ended(to)), name, true);
            }
        }
    }

    private static void place(Transaction transaction, Item key, Item name, boolean there) {
        if (there) {
            transaction.put(key.and(name), null, Item.empty());
        } else {
            transaction.delete(key);
        }
    }

    /** Adds to a transaction that the queue of a scope changes, if it is still as it was read. */
    private static void turn(Transaction transaction, Scope scope, long turn) {
        Item values = Item.empty().number(":n", turn + 1);
        if (turn == 0) {
            transaction.update(turnKey(scope), "SET n = :n", "attribute_not_exists(pk)", values);
        } else {
            transaction.update(turnKey(scope), "SET n = :n", "n = :was", values.number(":was", turn));
        }
    }

    private long turn(Scope scope) {
        return database.get(turnKey(scope)).map(item -> item.number("n")).orElse(0L);
    }

    private static <T> T again(Supplier<Optional<T>> attempt) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<T> answer = attempt.get();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new StoreException("the queue was changed by others all the time");
    }

    @Override
    public Asked ask(Scope scope, String id, long atMillis) {
        return again(() -> {
            Optional<Known> same = known(id);
            if (same.isPresent()) {
                return Optional.of(new Asked(same.get().refresh(), true));
            }
            long turn = turn(scope);
            List<Known> queued = queued(scope);
            if (!queued.isEmpty()) {
                return Optional.of(new Asked(queued.getFirst().refresh(), true));
            }
            Refresh added = Refresh.queued(id, scope, atMillis);
            Transaction transaction = database.transaction();
            turn(transaction, scope, turn);
            write(transaction, null, added, 0);
            return transaction.run() instanceof Transaction.Outcome.Done
                    ? Optional.of(new Asked(added, false))
                    : Optional.empty();
        });
    }

    @Override
    public void add(Refresh refresh) {
        again(() -> {
            if (known(refresh.id()).isPresent()) {
                return Optional.of(true);
            }
            Transaction transaction = database.transaction();
            turn(transaction, refresh.scope(), turn(refresh.scope()));
            write(transaction, null, refresh, 0);
            return transaction.run() instanceof Transaction.Outcome.Done ? Optional.of(true) : Optional.empty();
        });
    }

    @Override
    public List<Refresh> begin(Scope scope, Step step) {
        List<Refresh> begun = new ArrayList<>();
        List<Refresh> some;
        do {
            some = again(() -> beginSome(scope, step));
            begun.addAll(some);
        } while (some.size() == TOGETHER);
        return begun;
    }

    private Optional<List<Refresh>> beginSome(Scope scope, Step step) {
        long turn = turn(scope);
        List<Known> queued = queued(scope);
        if (queued.isEmpty()) {
            return Optional.of(List.of());
        }
        Transaction transaction = database.transaction();
        turn(transaction, scope, turn);
        List<Refresh> begun = new ArrayList<>();
        for (Known known : queued.subList(0, Math.min(TOGETHER, queued.size()))) {
            Refresh with = known.refresh().with(step);
            write(transaction, known.refresh(), with, known.version());
            begun.add(with);
        }
        return transaction.run() instanceof Transaction.Outcome.Done ? Optional.of(begun) : Optional.empty();
    }

    @Override
    public Optional<Refresh> step(String id, Step step) {
        return again(() -> {
            Optional<Known> known = known(id);
            if (known.isEmpty() || known.get().refresh().isOver()) {
                return Optional.of(Optional.<Refresh>empty());
            }
            Refresh before = known.get().refresh();
            Refresh now = before.with(step);
            Transaction transaction = database.transaction();
            if (before.status() == Refresh.Status.QUEUED || now.status() == Refresh.Status.QUEUED) {
                turn(transaction, now.scope(), turn(now.scope()));
            }
            write(transaction, before, now, known.get().version());
            return transaction.run() instanceof Transaction.Outcome.Done
                    ? Optional.of(Optional.of(now))
                    : Optional.empty();
        });
    }

    @Override
    public Optional<Refresh> find(String id) {
        return known(id).map(Known::refresh);
    }

    @Override
    public List<Refresh> open() {
        return sorted(knownOf(OPEN), refresh -> !refresh.isOver());
    }

    private static List<Refresh> sorted(List<Known> known, Predicate<Refresh> which) {
        return known.stream()
                .map(Known::refresh)
                .filter(which)
                .sorted(OLDEST_FIRST)
                .toList();
    }

    @Override
    public List<Refresh> completed(Scope scope, int limit) {
        return newest(done(scope), limit);
    }

    @Override
    public List<Refresh> ended(int limit) {
        return newest(OVER, limit);
    }

    private List<Refresh> newest(String partition, int limit) {
        List<Refresh> found = new ArrayList<>();
        if (limit > 0) {
            database.query(of(partition).scanIndexForward(false).limit(Math.min(limit, 100)), item -> {
                known(item.text("id")).map(Known::refresh).ifPresent(found::add);
                return found.size() < limit;
            });
        }
        return found;
    }

    private QueryRequest.Builder of(String partition) {
        return QueryRequest.builder()
                .tableName(database.tables().state())
                .keyConditionExpression(Database.ALL_OF_PARTITION)
                .expressionAttributeValues(Item.empty().text(":pk", partition).attributes());
    }

    @Override
    public List<String> endedBefore(long before) {
        return overBefore(before).stream().map(Refresh::id).toList();
    }

    private List<Refresh> overBefore(long before) {
        List<Refresh> found = new ArrayList<>();
        database.query(of(OVER), item -> {
            Optional<Known> known = known(item.text("id"));
            boolean old = known.isEmpty() || known.get().refresh().last().at() < before;
            if (old) {
                known.ifPresent(its -> found.add(its.refresh()));
            }
            return old;
        });
        return found;
    }

    @Override
    public List<String> expire(long before) {
        List<String> ids = new ArrayList<>();
        for (Refresh refresh : overBefore(before)) {
            database.transaction()
                    .delete(key(refresh.id()))
                    .delete(Item.key(OVER, ended(refresh)))
                    .delete(Item.key(done(refresh.scope()), ended(refresh)))
                    .run();
            ids.add(refresh.id());
        }
        return ids;
    }
}
