package dev.stillframe.core.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stillframe.core.model.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Answers that are costly to make, kept for two minutes: made once however many ask at once. A failure is not kept. For use by any number
 * of threads.
 */
final class Answers {
    /** How long an answer is kept, in milliseconds. */
    static final long KEPT = Duration.ofSeconds(120).toMillis();

    private static final long MEMORY = 16L << 20;
    /** How many are made side by side: each reads many samples, or large files. */
    private static final int SIDE_BY_SIDE = 8;

    private final InstantSource clock;
    /** Counts what is made: what has a higher number than one that was seen was begun after that. */
    private final AtomicLong begun = new AtomicLong();

    private final Semaphore making = new Semaphore(SIDE_BY_SIDE);

    private final Cache<Key, Kept> kept = Caffeine.newBuilder()
            .maximumWeight(MEMORY)
            .weigher((Key key, Kept answer) -> answer.prepared().weight())
            .build();

    Answers(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What an answer is of.
     *
     * @param kind the path
     * @param detail whatever else tells it from others of its kind and scope
     */
    record Key(String kind, Scope scope, String detail) {}

    private record Kept(Prepared prepared, long at, long number) {}

    /**
     * An answer.
     *
     * @param hit whether it was made before it was asked for
     */
    record Found(Prepared prepared, boolean hit) {}

    /** The answer that is kept, or one that is made now. What the maker throws is thrown to the one it was made for. */
    Found get(Key key, Supplier<byte[]> maker) {
        return get(key, false, maker);
    }

    /** An answer that was begun to be made after this was called. Of many who want that at once most share one. */
    Found fresh(Key key, Supplier<byte[]> maker) {
        return get(key, true, maker);
    }

    private Found get(Key key, boolean fresh, Supplier<byte[]> maker) {
        long before = begun.get();
        Kept present = fresh ? null : kept.getIfPresent(key);
        if (present == null || !holds(present)) {
            present = kept.asMap()
                    .compute(
                            key,
                            (k, other) -> other != null && (other.number() > before || (!fresh && holds(other)))
                                    ? other
                                    : make(maker));
        }
        return new Found(present.prepared(), present.number() <= before);
    }

    private Kept make(Supplier<byte[]> maker) {
        making.acquireUninterruptibly();
        try {
            long number = begun.incrementAndGet();
            long at = clock.millis();
            return new Kept(new Prepared(maker.get()), at, number);
        } finally {
            making.release();
        }
    }

    /** A clock that was set back must not keep an answer for longer. */
    private boolean holds(Kept answer) {
        return Math.abs(clock.millis() - answer.at()) < KEPT;
    }
}
