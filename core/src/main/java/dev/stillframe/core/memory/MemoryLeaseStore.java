package dev.stillframe.core.memory;

import dev.stillframe.core.port.LeaseStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A lease store in memory. For use by any number of threads. */
public final class MemoryLeaseStore implements LeaseStore {
    private final Map<String, Lease> leases = new HashMap<>();

    private record Lease(String holder, long until) {}

    /** A store without leases. */
    public MemoryLeaseStore() {}

    @Override
    public synchronized boolean acquire(String name, String holder, long nowMillis, Duration length) {
        Lease present = leases.get(name);
        if (present != null
                && !present.holder().equals(holder)
                && isHeld(present.until(), nowMillis, length.toMillis())) {
            return false;
        }
        leases.put(name, new Lease(holder, nowMillis + length.toMillis()));
        return true;
    }

    /** A lease that ends later than any lease of this length could was taken by a clock that ran ahead: it is void. */
    private static boolean isHeld(long until, long now, long length) {
        return until > now && until <= now + length;
    }

    @Override
    public synchronized void release(String name, String holder) {
        Lease present = leases.get(name);
        if (present != null && present.holder().equals(holder)) {
            leases.remove(name);
        }
    }
}
