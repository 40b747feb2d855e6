package dev.stillframe.core.deployment;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.ClosedOriginException;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Copies what cannot be computed again from one deployment to another of any edition: samples with where they came from and which are in
 * quarantine, imports under their numbers, tokens, the audit log. What was taken back is not copied. A copy that did not come to its end
 * may be run again into the same deployment, and then does the rest.
 */
public final class Transfer {
    /** Ten pieces that every store takes in one step. */
    private static final int BATCH = 10 * SampleStore.TOGETHER;

    private static final int MOST_AUDIT = 100_000;
    private static final int AUDIT_BATCH = 500;

    private final Deployment from;
    private final Deployment to;
    private final LongConsumer progress;

    /**
     * A copy.
     *
     * @param progress told how many samples are copied so far
     */
    public Transfer(Deployment from, Deployment to, LongConsumer progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /** Whether a deployment has nothing yet of what is copied. */
    public static boolean isEmpty(Deployment deployment) {
        return deployment.samples().hosts(deployment.clock().millis()).isEmpty()
                && deployment.tokens().tokens().isEmpty()
                && deployment.imports().imports().isEmpty();
    }

    /**
     * Copies, and answers with how many samples there were.
     *
     * @throws StoreException when a store fails, or what is there is not of an earlier attempt
     */
    public long run() {
        for (Token token : from.tokens().tokens()) {
            to.tokens().add(token);
        }
        List<ImportLog.Import> imports = from.imports().imports();
        beginImports(imports);
        long copied = samples();
        endImports(imports);
        audit();
        return copied;
    }

    /** Numbers are given in order; those of imports that were discarded are given too, and discarded at the end. */
    private void beginImports(List<ImportLog.Import> imports) {
        Map<Long, ImportLog.Import> byId = new TreeMap<>();
        imports.forEach(i -> byId.put(i.id(), i));
        long last = imports.isEmpty() ? 0 : imports.getLast().id();
        List<ImportLog.Import> there = to.imports().imports();
        long next = there.isEmpty() ? 1 : there.getLast().id() + 1;
        for (long id = next; id <= last; id++) {
            ImportLog.Import one = byId.get(id);
            long given = one == null ? to.imports().begin("", 0) : to.imports().begin(one.source(), one.startedAt());
            if (given != id) {
                to.imports().discard(given);
                throw new StoreException("the next import of the deployment has the number " + given + ", not " + id
                        + "; it is not new: choose another");
            }
        }
    }

    private void endImports(List<ImportLog.Import> imports) {
        TreeSet<Long> ids = new TreeSet<>();
        for (ImportLog.Import one : imports) {
            ids.add(one.id());
            if (one.finishedAt() != 0) {
                to.imports().finish(one.id(), one.stored(), one.finishedAt());
            }
            if (one.undoneAt() != 0) {
                to.imports().undone(one.id(), one.undoneAt());
            }
        }
        for (ImportLog.Import there : to.imports().imports()) {
            if (!ids.contains(there.id())) {
                to.imports().discard(there.id());
            }
        }
    }

    private long samples() {
        long[] copied = {0};
        TreeSet<String> quarantined = new TreeSet<>();
        for (HostSummary host : from.samples().hosts(from.clock().millis())) {
            Map<String, List<Sample>> waiting = new LinkedHashMap<>();
            from.samples().kept(Scope.host(host.host()), (sample, origin, inQuarantine) -> {
                if (inQuarantine) {
                    quarantined.add(origin);
                }
                List<Sample> ofOrigin = waiting.computeIfAbsent(origin, o -> new ArrayList<>());
                ofOrigin.add(sample);
                if (ofOrigin.size() == BATCH) {
                    append(ofOrigin, origin);
                    ofOrigin.clear();
                }
                progress.accept(++copied[0]);
            });
            waiting.forEach((origin, rest) -> append(rest, origin));
            setAside(host.host());
        }
        quarantined.forEach(to.samples()::quarantine);
        return copied[0];
    }

    /** Sets aside what is aside there. */
    private void setAside(String host) {
        long next = Long.MIN_VALUE;
        List<SampleStore.Aside> some;
        do {
            some = from.samples().aside(host, next, BATCH);
            Map<String, List<Long>> times = new LinkedHashMap<>();
            some.forEach(one ->
                    times.computeIfAbsent(one.reason(), r -> new ArrayList<>()).add(one.t()));
            times.forEach((reason, of) -> to.samples().setAside(host, of, reason));
            next = some.isEmpty() ? next : some.getLast().t() + 1;
        } while (!some.isEmpty());
    }

    private void append(List<Sample> samples, String origin) {
        if (samples.isEmpty()) {
            return;
        }
        try {
            to.samples().append(samples, origin);
        } catch (ClosedOriginException e) {
            // An earlier attempt has come to the point where all of it is there and closed.
        }
    }

    private void audit() {
        List<AuditLog.Entry> entries = from.audit().newest(MOST_AUDIT).reversed();
        int there = to.audit().newest(entries.size()).size();
        for (int i = there; i < entries.size(); i += AUDIT_BATCH) {
            to.audit().add(entries.subList(i, Math.min(i + AUDIT_BATCH, entries.size())));
        }
    }
}
