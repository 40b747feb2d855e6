package dev.stillframe.aws.s3;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Finds objects that nobody has written for long, for who knows whether they are still of use. How old they are is told by the store's
 * clock alone: a marker is written, and its time compared with theirs. A process whose own clock is wrong does no harm.
 */
public final class OldObjects {
    /** The most pages of 1,000 names that are looked at in one go. */
    private static final int PAGES = 200;

    private static final String MARKER = "sweep/now";

    private final Bucket open;
    private final Bucket closed;

    /** The objects in two buckets, which exist. */
    public OldObjects(S3Client s3, Buckets buckets) {
        this.open = new Bucket(s3, buckets.publicName(), new Memory(1));
        this.closed = new Bucket(s3, buckets.privateName(), new Memory(1));
    }

    /** The present by the store's clock. */
    private Instant now() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        closed.put(MARKER, Content.closed(body), null);
        Map<String, Instant> times = closed.times(MARKER, 1);
        return times.getOrDefault(MARKER, Instant.MIN);
    }

    private Map<String, Instant> older(Bucket bucket, String prefix, Duration age) {
        Instant now = now();
        if (now.equals(Instant.MIN)) {
            return Map.of();
        }
        Instant before = now.minus(age);
        Map<String, Instant> found = bucket.times(prefix, PAGES);
        found.values().removeIf(time -> time.isAfter(before));
        return found;
    }

    /**
     * Keys of public objects that were last written so long ago, and when that was.
     *
     * @throws dev.stillframe.core.port.StoreException when they cannot be listed
     */
    public Map<String, Instant> publicOnes(String prefix, Duration age) {
        return older(open, prefix, age);
    }

    /**
     * State objects that were written so long ago, by the keys of {@link dev.stillframe.aws.StateObjects}.
     *
     * @throws dev.stillframe.core.port.StoreException when they cannot be listed
     */
    public List<String> stateObjects(Duration age) {
        return older(closed, S3StateObjects.PREFIX, age).keySet().stream()
                .map(key -> key.substring(S3StateObjects.PREFIX.length()))
                .toList();
    }
}
