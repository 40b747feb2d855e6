package dev.stillframe.core.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.Payload;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.FreshPayload;
import dev.stillframe.core.read.Snapshots;
import dev.stillframe.core.read.Snapshots.Snapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Snapshots of as many points as a reader wants: computed once from the file of 500, or from the samples where that is lost. */
final class Computed {
    /** How long a computation from the samples may take before the reader is told to wait for a build. */
    private static final long LONGEST = Duration.ofSeconds(3).toMillis();

    private static final int REMEMBERED = 200;
    /** How long what was computed from the samples holds, in milliseconds. */
    private static final long HOLDS = 5_000;

    private static final int SIDE_BY_SIDE = 2;
    private static final Granularity FINEST = Granularity.ALL.getLast();

    private final Snapshots snapshots;
    private final FreshPayload fresh;
    private final InstantSource clock;
    private final Map<String, Integer> decimals = new HashMap<>();
    private final Semaphore scanning = new Semaphore(SIDE_BY_SIDE);
    private final Cache<Key, Made> made =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    Computed(Snapshots snapshots, SampleStore samples, Metrics metrics, InstantSource clock) {
        this.snapshots = snapshots;
        this.fresh = new FreshPayload(samples, metrics);
        this.clock = clock;
        for (Metric metric : metrics.list()) {
            decimals.put(metric.name(), metric.decimals());
        }
    }

    private record Key(SnapshotId id, String versionId, long generatedAt, int points) {}

    /**
     * A computed snapshot.
     *
     * @param snapshot what to send
     * @param base the file of 500 points it was made of; empty when it was made of the samples
     * @param generatedAt epoch milliseconds
     * @param remembered whether it was made before
     */
    record Made(Snapshot snapshot, Optional<Snapshot> base, long generatedAt, boolean remembered) {}

    /**
     * So many points of a window.
     *
     * @param points a divisor of 500
     * @return empty when it would take too long, or too many others are at it
     * @throws dev.stillframe.core.port.StoreException when the samples are needed and cannot be read
     */
    Optional<Made> of(SnapshotId asked, int points) {
        SnapshotId finest = new SnapshotId(asked.scope(), asked.window(), FINEST);
        Snapshot base = snapshots.current(finest).orElse(null);
        if (base == null) {
            return fromSamples(finest, points);
        }
        Key key = new Key(finest, base.versionId(), base.generatedAt(), points);
        Made before = made.getIfPresent(key);
        if (before != null) {
            return Optional.of(new Made(before.snapshot(), before.base(), before.generatedAt(), true));
        }
        Made now = make(finest, base.json(), points, base.generatedAt(), Optional.of(base));
        made.put(key, now);
        return Optional.of(now);
    }

    /** Each scans the samples, so few do it side by side, and what they find holds for a moment. */
    private Optional<Made> fromSamples(SnapshotId finest, int points) {
        long now = clock.millis();
        Key key = new Key(finest, "", 0, points);
        Made before = made.getIfPresent(key);
        if (before != null && Math.abs(now - before.generatedAt()) < HOLDS) {
            return Optional.of(before);
        }
        if (!scanning.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Optional<Payload> payload = fresh.of(finest, now, () -> clock.millis() - now > LONGEST);
            Optional<Made> computed = payload.map(p -> make(finest, p.json(), points, now, Optional.empty()));
            computed.ifPresent(m -> made.put(key, m));
            return computed;
        } finally {
            scanning.release();
        }
    }

    private Made make(SnapshotId finest, byte[] json, int points, long generatedAt, Optional<Snapshot> base) {
        byte[] body = points == FINEST.points()
                ? json
                : Downsampling.of(json, finest.window(), points, generatedAt, decimals);
        byte[] packed;
        try (Gzip gzip = new Gzip()) {
            packed = gzip.compress(body, 0);
        }
        var object = new StoredObject(finest.key(), packed, true);
        var published = new SnapshotStore.Published(object, 0, "", generatedAt);
        return new Made(Snapshots.of(finest, published), base, generatedAt, false);
    }
}
