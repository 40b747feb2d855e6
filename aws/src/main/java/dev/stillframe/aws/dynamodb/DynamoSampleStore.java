package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostNumbers;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A sample store on DynamoDB, with a log for each host. What a call stores of one host is atomic for up to 97 samples; larger
 * calls are stored piece by piece, in order. For use by any number of threads and processes.
 */
public final class DynamoSampleStore implements SampleStore {
    private final Database database;
    private final HostLogs logs;
    private final Origins origins;
    private final Appending appending;
    private final Changing changing;

    /**
     * A store in tables that exist, which keeps its logs for ever.
     *
     * @param metrics the catalogue; values of metrics that are not in it any more are left out when read
     * @param ids random texts of at most 36 characters, no two the same
     */
    public DynamoSampleStore(DynamoDbClient client, Tables tables, Metrics metrics, Supplier<String> ids) {
        this(client, tables, metrics, ids, () -> -1);
    }

    /**
     * A store in tables that exist.
     *
     * @param clock the present
     * @param kept how long an entry stays in its log at least: a scope that is built after longer is computed from the samples again
     */
    public DynamoSampleStore(
            DynamoDbClient client,
            Tables tables,
            Metrics metrics,
            Supplier<String> ids,
            InstantSource clock,
            Duration kept) {
        this(client, tables, metrics, ids, () -> (clock.millis() + kept.toMillis()) / 1000);
    }

    private DynamoSampleStore(
            DynamoDbClient client, Tables tables, Metrics metrics, Supplier<String> ids, LongSupplier expiry) {
        this.database = new Database(client, tables, ids);
        this.logs = new HostLogs(database, new Bodies(metrics), expiry);
        this.origins = new Origins(database, logs);
        this.appending = new Appending(database, logs, origins);
        this.changing = new Changing(database, logs);
    }

    @Override
    public List<Verdict> append(List<Sample> samples, String origin) {
        if (samples.isEmpty()) {
            origins.requireOpen(origin);
            return List.of();
        }
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            places.computeIfAbsent(samples.get(i).host(), h -> new ArrayList<>())
                    .add(i);
        }
        Verdict[] verdicts = new Verdict[samples.size()];
        // Within a host one piece follows another, since each is conditioned on the head after the last.
        SideBySide.each(List.copyOf(places.entrySet()), entry -> {
            List<Integer> its = entry.getValue();
            List<Verdict> answers = appending.append(
                    entry.getKey(), its.stream().map(samples::get).toList(), origin);
            for (int i = 0; i < its.size(); i++) {
                verdicts[its.get(i)] = answers.get(i);
            }
            return true;
        });
        return List.of(verdicts);
    }

    @Override
    public long withdraw(String origin) {
        return takeBack(origin, true);
    }

    @Override
    public long quarantine(String origin) {
        origins.close(origin);
        return takeBack(origin, false);
    }

    private long takeBack(String origin, boolean frees) {
        long count = 0;
        for (String host : origins.hosts(origin)) {
            count += changing.takeBack(host, origin, frees);
        }
        return count;
    }

    @Override
    public long setAside(String host, List<Long> times, String reason) {
        return changing.setAside(host, times, Aside.requireReason(reason));
    }

    @Override
    public long restore(String host, List<Long> times) {
        return changing.restore(host, times);
    }

    @Override
    public List<Aside> aside(String host, long from, int limit) {
        return changing.aside(host, from, limit);
    }

    @Override
    public Position head(Scope scope) {
        if (!scope.isAll()) {
            return Position.after(logs.head(scope.name()).number());
        }
        HostNumbers ends = HostNumbers.none();
        logs.heads().forEach(head -> ends.put(head.host(), head.number()));
        return ends.position();
    }

    @Override
    public Batch readAfter(Scope scope, Position after, int limit) {
        if (!scope.isAll()) {
            Optional<List<LogEntry>> found = logs.after(scope.name(), after.number(), limit, -1);
            if (found.isEmpty()) {
                return Batch.gone(after);
            }
            List<LogEntry> entries = found.get();
            Position next =
                    entries.isEmpty() ? after : Position.after(entries.getLast().seq());
            return new Batch(entries, next, entries.size() == limit);
        }
        HostNumbers numbers = HostNumbers.of(after);
        List<Piece> pieces = new ArrayList<>();
        int room = limit;
        for (HostHead head : logs.heads()) {
            long from = numbers.of(head.host());
            int some = (int) Math.min(room, head.number() - from);
            if (some > 0) {
                pieces.add(new Piece(head.host(), from, some, head.number()));
                room -= some;
            }
        }
        List<LogEntry> entries = new ArrayList<>();
        List<Optional<List<LogEntry>>> read =
                SideBySide.each(pieces, piece -> logs.after(piece.host(), piece.from(), piece.some(), piece.end()));
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i).isEmpty()) {
                return Batch.gone(after);
            }
            List<LogEntry> its = read.get(i).get();
            entries.addAll(its);
            numbers.put(pieces.get(i).host(), its.getLast().seq());
        }
        return new Batch(entries, entries.isEmpty() ? after : numbers.position(), entries.size() == limit);
    }

    /** What is read of one log. */
    private record Piece(String host, long from, int some, long end) {}

    @Override
    public void scan(Scope scope, long from, long to, Position upTo, SampleVisitor visitor) {
        if (!scope.isAll()) {
            HostHead head = logs.head(scope.name());
            scan(head, from, to, Math.min(upTo.number(), head.number()), visitor);
        } else if (upTo.equals(Position.END)) {
            logs.heads().forEach(head -> scan(head, from, to, head.number(), visitor));
        } else {
            HostNumbers.of(upTo).numbers().forEach((host, number) -> scan(logs.head(host), from, to, number, visitor));
        }
    }

    private void scan(HostHead head, long from, long to, long upTo, SampleVisitor visitor) {
        if (from > to || upTo == 0) {
            return;
        }
        TakenBack back = TakenBack.read(database, head);
        database.querySamples(head.host(), from, to, true, 0, null, item -> {
            visit(head.host(), item, back, upTo, visitor);
            return true;
        });
    }

    /** Of all that were stored under one identity at most one counts at a time. */
    private void visit(String host, Item item, TakenBack back, long upTo, SampleVisitor visitor) {
        for (Life life : Life.all(item)) {
            if (back.counts(life, upTo)) {
                visitor.visit(life.number(), logs.read(host, life.body()).getFirst());
                return;
            }
        }
    }

    @Override
    public List<Sample> newest(Scope scope, long to, int limit) {
        if (limit == 0) {
            return List.of();
        }
        if (!scope.isAll()) {
            return newest(logs.head(scope.name()), to, limit);
        }
        List<HostHead> heads = logs.heads();
        List<Sample> found = new ArrayList<>();
        if (!heads.isEmpty()) {
            SideBySide.each(heads, head -> newest(head, to, limit)).forEach(found::addAll);
        }
        found.sort(Comparator.comparingLong(Sample::t).reversed().thenComparing(Sample::host));
        return found.subList(0, Math.min(limit, found.size()));
    }

    private List<Sample> newest(HostHead head, long to, int limit) {
        TakenBack back = TakenBack.read(database, head);
        List<Sample> found = new ArrayList<>();
        database.querySamples(head.host(), Long.MIN_VALUE, to, false, limit, null, item -> {
            visit(head.host(), item, back, head.number(), (seq, sample) -> found.add(sample));
            return found.size() < limit;
        });
        return found;
    }

    @Override
    public void kept(Scope host, KeptVisitor visitor) {
        HostHead head = logs.head(host.name());
        TakenBack back = TakenBack.read(database, head);
        database.querySamples(head.host(), Long.MIN_VALUE, Long.MAX_VALUE, true, 0, null, item -> {
            Life life = Life.of(item);
            boolean counts = back.isHeld(life, head.number());
            // What was appended after the head was read is for the next copy.
            if (life.number() <= head.number() && (counts || !back.isFree(life))) {
                visitor.visit(logs.read(host.name(), life.body()).getFirst(), life.origin(), !counts);
            }
            return true;
        });
    }

    @Override
    public List<HostSummary> hosts(long to) {
        List<HostHead> heads = logs.heads();
        return heads.isEmpty() ? List.of() : SideBySide.each(heads, head -> summary(head, to));
    }

    /** The head alone tells it, unless something was taken back, set aside or lies ahead. */
    private HostSummary summary(HostHead head, long to) {
        long last = head.last();
        if (head.changed() || last > to) {
            List<Sample> newest = newest(head, to, 1);
            last = newest.isEmpty() ? Long.MIN_VALUE : newest.getFirst().t();
        }
        return new HostSummary(head.host(), Position.after(head.number()), last);
    }
}
