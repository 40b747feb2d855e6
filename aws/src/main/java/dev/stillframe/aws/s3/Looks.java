package dev.stillframe.aws.s3;

import dev.stillframe.core.model.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When a process last saw that all current versions of a scope are kept. No build needs them and the CDN does not serve them, so that a list
 * of them in each build of each minute would find nothing for its price. For use by any number of threads.
 */
final class Looks {
    /** A little less than a quarter of an hour: builds come each minute, but not to the second. */
    private static final long EVERY = Duration.ofMinutes(15).minusSeconds(30).toMillis();

    private final @Nullable InstantSource clock;
    private final Map<Scope, Long> last = new ConcurrentHashMap<>();

    private Looks(@Nullable InstantSource clock) {
        this.clock = clock;
    }

    /** Looks each time. */
    static Looks always() {
        return new Looks(null);
    }

    /** Looks at the first time, and then each quarter of an hour. */
    static Looks nowAndThen(InstantSource clock) {
        return new Looks(clock);
    }

    boolean areDue(Scope scope) {
        Long before = last.get(scope);
        return clock == null || before == null || Math.abs(clock.millis() - before) >= EVERY;
    }

    /** All versions of a scope were there. */
    void done(Scope scope) {
        if (clock != null) {
            last.put(scope, clock.millis());
        }
    }
}
