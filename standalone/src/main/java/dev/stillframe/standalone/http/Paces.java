package dev.stillframe.standalone.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again at transfers that take long, and cuts off those that are too slow. One that waits costs no thread.
 */
final class Paces {
    private final Set<Transfer> transfers = ConcurrentHashMap.newKeySet();
    private final long everyMillis;
    private @Nullable Scheduler scheduler;
    private Scheduler.@Nullable Task next;

    Paces(Limits limits) {
        long shortest = Math.min(
                limits.transfers().bodyTime().toMillis(),
                Math.min(
                        limits.transfers().answerTime().toMillis(),
                        limits.idle().toMillis()));
        this.everyMillis = shortest / 8 + 1;
    }

    /** Something that must go on. */
    interface Transfer {
        /** Whether it is too slow; the time is {@link System#nanoTime}. */
        boolean isOverdue(long now);

        /** Ends it; must return at once. */
        void cut();
    }

    void add(Transfer transfer) {
        transfers.add(transfer);
    }

    void remove(Transfer transfer) {
        transfers.remove(transfer);
    }

    synchronized void start(Scheduler on) {
        scheduler = on;
        next = on.schedule(this::look, everyMillis, TimeUnit.MILLISECONDS);
    }

    synchronized void stop() {
        scheduler = null;
        if (next != null) {
            next.cancel();
        }
    }

    private void look() {
        long now = System.nanoTime();
        try {
            for (Transfer transfer : transfers) {
                if (transfer.isOverdue(now)) {
                    transfer.cut();
                }
            }
        } finally {
            // Whatever one of them did, the others are looked at again.
            synchronized (this) {
                if (scheduler != null) {
                    start(scheduler);
                }
            }
        }
    }
}
