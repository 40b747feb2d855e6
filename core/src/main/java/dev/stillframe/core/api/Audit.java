package dev.stillframe.core.api;

import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.AuditLog.Entry;
import dev.stillframe.core.port.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes every write and every refusal. The first refusal of its kind is noted at once; the same again within ten seconds is
 * counted and noted then, so that nobody fills the log, or the disk, by being refused.
 */
final class Audit {
    private static final long TOGETHER = Duration.ofSeconds(10).toMillis();
    /** Different refusals that are counted at a time; when there are more, all are noted. */
    private static final int KINDS = 1_000;
    /** So many refusals a minute are noted with their address; further ones are counted together. */
    private static final int WITH_ADDRESS = 600;

    private static final String MANY = "many";
    /** How long entries are kept. */
    private static final Duration KEPT = Duration.ofDays(90);

    private final AuditLog log;
    private final InstantSource clock;
    private final Map<Kind, Counted> counted = new LinkedHashMap<>();
    private final RateLimit withAddress;

    private record Kind(String actor, String address, String action, String subject, String outcome) {}

    /** Refusals since the one that was noted. */
    private static final class Counted {
        final long since;
        long last;
        long more;

        Counted(long since) {
            this.since = since;
        }
    }

    Audit(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
        this.withAddress = new RateLimit(WITH_ADDRESS, clock);
    }

    /**
     * Notes a write before it is done.
     *
     * @param action the kind of request, such as {@code POST /samples}
     * @throws StoreException when that is not possible: then it must not be done
     */
    String begin(Caller caller, Call call, String action, String subject) {
        return log.begin(new Entry(clock.millis(), caller.id(), call.address(), action, subject, "", 1));
    }

    /** Notes that a new build was asked for. That somebody joined one is no entry: there is no end to that. */
    void asked(Caller caller, Call call, String action, Refresh refresh) {
        String outcome = "accepted, request " + refresh.id();
        add(List.of(new Entry(
                clock.millis(),
                caller.id(),
                call.address(),
                action,
                refresh.scope().name(),
                outcome,
                1)));
    }

    /** Notes how a write ended. */
    void end(String id, String outcome) {
        try {
            log.end(id, outcome);
        } catch (StoreException e) {
            // The write is done and noted; that its end is missing in the log is what an entry without an outcome says.
        }
    }

    /** Notes a refusal. The action must not hold what a client made up: there would be kinds without end. */
    void refused(Caller caller, Call call, String action, int status) {
        String outcome = "refused, " + status;
        Kind kind = new Kind(caller.id(), Network.of(call.address()), action, "", outcome);
        List<Entry> due;
        synchronized (counted) {
            long now = clock.millis();
            Counted present = counted.get(kind);
            if (present != null && Math.abs(now - present.since) < TOGETHER) {
                present.more++;
                present.last = now;
                return;
            }
            if (withAddress.take("") > 0) {
                kind = new Kind("", MANY, action, "", outcome);
                counted.computeIfAbsent(kind, k -> new Counted(now)).more++;
                counted.get(kind).last = now;
                return;
            }
            due = counted.size() >= KINDS ? drain(Long.MAX_VALUE) : drain(now);
            counted.put(kind, new Counted(now));
            due.add(entry(kind, now, 1));
        }
        add(due);
    }

    /** Notes what was counted and is due, and forgets old entries. To be called now and then. */
    void sweep() {
        List<Entry> due;
        synchronized (counted) {
            due = drain(clock.millis());
        }
        add(due);
        log.expire(clock.millis() - KEPT.toMillis());
    }

    private List<Entry> drain(long now) {
        List<Entry> due = new ArrayList<>();
        counted.entrySet().removeIf(e -> {
            Counted c = e.getValue();
            if (now != Long.MAX_VALUE && Math.abs(now - c.since) < TOGETHER) {
                return false;
            }
            if (c.more > 0) {
                due.add(entry(e.getKey(), c.last, c.more));
            }
            return true;
        });
        return due;
    }

    private void add(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            log.add(entries);
        } catch (StoreException e) {
            // A refusal changed nothing; it stays one even when it cannot be noted.
        }
    }

    private static Entry entry(Kind kind, long at, long count) {
        return new Entry(at, kind.actor(), kind.address(), kind.action(), kind.subject(), kind.outcome(), count);
    }
}
