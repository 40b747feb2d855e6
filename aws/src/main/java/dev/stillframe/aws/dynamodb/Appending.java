package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.ClosedOriginException;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Appends samples to the log of their host: in one transaction the head, the log item, and the samples where their identities
 * are not taken. The head also says whether their origin is closed. Who is refused looks at what was there: another head is read again, taken identities are left out.
 */
final class Appending {
    /** What a transaction has beside the samples: head and log item. */
    private static final int OTHERS = 2;

    private static final int HEAD = 0;
    private static final int MOST = SampleStore.TOGETHER;
    /** An item has at most 400 kB, the whole transaction 4 MB; each sample is in it twice. */
    private static final int MOST_BYTES = 300_000;

    private static final int ATTEMPTS = 200;

    private final Database database;
    private final HostLogs logs;
    private final Origins origins;

    Appending(Database database, HostLogs logs, Origins origins) {
        this.database = database;
        this.logs = logs;
        this.origins = origins;
    }

    /**
     * Appends samples of one host, piece by piece.
     *
     * @return a verdict for each
     */
    List<Verdict> append(String host, List<Sample> samples, String origin) {
        Verdict[] verdicts = new Verdict[samples.size()];
        Arrays.fill(verdicts, Verdict.DUPLICATE);
        Map<Long, Integer> first = new HashMap<>();
        List<Integer> piece = new ArrayList<>();
        int bytes = 0;
        origins.require(origin, host);
        HostHead head = logs.head(host);
        for (int i = 0; i < samples.size(); i++) {
            if (first.putIfAbsent(samples.get(i).t(), i) != null) {
                continue;
            }
            int size = Bodies.size(samples.get(i));
            if (piece.size() == MOST || (!piece.isEmpty() && bytes + size > MOST_BYTES)) {
                head = append(head, samples, piece, origin, verdicts);
                piece.clear();
                bytes = 0;
            }
            piece.add(i);
            bytes += size;
        }
        append(head, samples, piece, origin, verdicts);
        return List.of(verdicts);
    }

    /** One piece, given by places in the list. Answers with the head after it. */
    private HostHead append(
            HostHead from, List<Sample> samples, List<Integer> piece, String origin, Verdict[] verdicts) {
        HostHead head = from;
        String host = from.host();
        List<Integer> left = new ArrayList<>(piece);
        // Identities that are taken by a sample that was taken back: what replaces it is conditioned on it.
        Map<Integer, Life> freed = new HashMap<>();
        for (int attempt = 0; attempt < ATTEMPTS && !left.isEmpty(); attempt++) {
            List<Sample> chosen = left.stream().map(samples::get).toList();
            Transaction transaction = database.transaction();
            logs.arrive(transaction, head, chosen, origin);
            for (int i = 0; i < left.size(); i++) {
                Life life = new Life(head.number() + 1 + i, origin, logs.write(chosen.get(i)));
                store(transaction, chosen.get(i), life, freed.get(left.get(i)));
            }
            switch (run(transaction, head, left.size())) {
                case Transaction.Outcome.Done done -> {
                    left.forEach(place -> verdicts[place] = Verdict.STORED);
                    long newest = chosen.stream().mapToLong(Sample::t).max().orElseThrow();
                    return new HostHead(
                            host, head.number() + left.size(), Math.max(head.last(), newest), head.changed());
                }
                case Transaction.Outcome.Refused refused -> {
                    Map<Integer, Item> unmet = refused.unmet();
                    if (unmet.containsKey(HEAD)) {
                        if (HostLogs.isClosed(unmet.getOrDefault(HEAD, Item.empty()), origin)) {
                            throw new ClosedOriginException(origin);
                        }
                        head = logs.head(host);
                    }
                    left = free(host, left, unmet, freed);
                }
            }
        }
        if (!left.isEmpty()) {
            throw new StoreException("the log of " + host + " was written by others all the time");
        }
        return head;
    }

    /** Runs it, and looks whether it was done where the answer does not tell. */
    private Transaction.Outcome run(Transaction transaction, HostHead head, long entries) {
        try {
            Transaction.Outcome outcome = transaction.run();
            if (outcome instanceof Transaction.Outcome.Refused refused
                    && refused.unmet().containsKey(HEAD)
                    && logs.isDone(transaction, head, entries)) {
                return new Transaction.Outcome.Done();
            }
            return outcome;
        } catch (StoreException e) {
            if (logs.isDone(transaction, head, entries)) {
                return new Transaction.Outcome.Done();
            }
            throw e;
        }
    }

    private static void store(Transaction transaction, Sample sample, Life life, @Nullable Life was) {
        Item key = Item.empty().text(Tables.HOST, sample.host()).number(Tables.TIME, sample.t());
        Item values = Item.empty()
                .number(":n", life.number())
                .text(":o", life.origin())
                .bytes(":b", life.body());
        String update = "SET n = :n, origin = :o, b = :b";
        if (was == null) {
            transaction.updateSample(key, update, "attribute_not_exists(n)", values);
            return;
        }
        values.number(":was", was.number()).list(":past", List.of(was.item())).list(":none", List.of());
        update += ", past = list_append(if_not_exists(past, :none), :past) REMOVE asides";
        // Between it was read and it was taken back, it may have been set aside: the past must say so.
        String condition = "n = :was AND attribute_not_exists(asides)";
        if (!was.asides().isEmpty()) {
            condition = "n = :was AND asides = :asides";
            values.list(":asides", was.spans());
        }
        transaction.updateSample(key, update, condition, values);
    }

    /** Those of a piece that are to be tried again: not refused, or only so because of a sample that was taken back. */
    private List<Integer> free(String host, List<Integer> left, Map<Integer, Item> unmet, Map<Integer, Life> freed) {
        TakenBack back = unmet.keySet().stream().anyMatch(write -> write >= OTHERS)
                ? TakenBack.read(database, host)
                : TakenBack.NOTHING;
        List<Integer> again = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            Item there = unmet.get(i + OTHERS);
            if (there == null) {
                again.add(left.get(i));
            } else if (!there.has("n") || back.isFree(Life.of(there))) {
                again.add(left.get(i));
                if (there.has("n")) {
                    freed.put(left.get(i), Life.of(there));
                } else {
                    freed.remove(left.get(i));
                }
            }
        }
        return again;
    }
}
