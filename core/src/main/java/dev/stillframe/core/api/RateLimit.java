package dev.stillframe.core.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * So many a minute for each key: a bucket that holds a minute's worth and fills steadily. Forgets keys that were not used for two
 * minutes; a forgotten bucket is a full one.
 */
final class RateLimit {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final int KEYS = 20_000;

    private final long perMinute;
    private final InstantSource clock;
    private final Cache<String, Bucket> buckets;

    RateLimit(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(KEYS)
                .expireAfterAccess(Duration.ofMillis(2 * MINUTE))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** What is left at an instant, in parts: a permit is {@link #MINUTE} parts, and each millisecond brings {@code perMinute}. */
    private static final class Bucket {
        long parts;
        long at;

        Bucket(long parts, long at) {
            this.parts = parts;
            this.at = at;
        }
    }

    /** Under which key a caller is counted: the token's, or that of the address. */
    static String keyOf(Caller caller) {
        return switch (caller) {
            case Caller.Known known -> "token " + known.token().id();
            case Caller.Anonymous anonymous -> "address " + Network.of(anonymous.address());
            case Caller.Refused refused -> throw new IllegalArgumentException("refused callers cannot ask");
        };
    }

    /** Takes a permit. Answers 0, or in how many milliseconds there will be one. */
    long take(String key) {
        long now = clock.millis();
        long full = perMinute * MINUTE;
        Bucket bucket = buckets.get(key, k -> new Bucket(full, now));
        synchronized (bucket) {
            // A clock that was set back must not lock anybody out.
            long passed = Math.min(MINUTE, Math.max(0, now - bucket.at));
            bucket.parts = Math.min(full, bucket.parts + passed * perMinute);
            bucket.at = now;
            if (bucket.parts >= MINUTE) {
                bucket.parts -= MINUTE;
                return 0;
            }
            return (MINUTE - bucket.parts + perMinute - 1) / perMinute;
        }
    }

    /** Gives a permit back that was not used. */
    void giveBack(String key) {
        Bucket bucket = buckets.getIfPresent(key);
        if (bucket != null) {
            synchronized (bucket) {
                bucket.parts = Math.min(perMinute * MINUTE, bucket.parts + MINUTE);
            }
        }
    }
}
