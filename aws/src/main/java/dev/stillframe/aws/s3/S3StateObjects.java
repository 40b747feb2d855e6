package dev.stillframe.aws.s3;

import dev.stillframe.aws.StateObjects;
import dev.stillframe.core.port.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** State objects in the private bucket, under {@code state/}. For use by any number of threads and processes. */
public final class S3StateObjects implements StateObjects {
    static final String PREFIX = "state/";
    /** They are large and few; what is remembered of one is of no use, since none is written twice. */
    private static final int REMEMBERED = 1;

    private final Bucket bucket;

    /** Objects in the private one of these buckets. */
    public S3StateObjects(S3Client s3, Buckets buckets) {
        this.bucket = new Bucket(s3, buckets.privateName(), new Memory(REMEMBERED));
    }

    @Override
    public void put(String key, byte[] bytes) {
        // Keys are never used twice, so that an answer that was lost may be asked for again without looking.
        Content content = Content.closed(bytes);
        switch (bucket.put(PREFIX + key, content, null)) {
            case Bucket.Put.Done done -> {}
            case Bucket.Put.Refused refused -> throw new StoreException(key + " was refused");
            case Bucket.Put.Unknown unknown -> throw unknown.why();
        }
    }

    @Override
    public Optional<byte[]> get(String key) {
        return bucket.get(PREFIX + key).map(Bucket.Got::body);
    }

    @Override
    public void remove(Collection<String> keys) {
        if (!keys.isEmpty()) {
            bucket.delete(List.copyOf(keys).stream().map(PREFIX::concat).toList());
        }
    }
}
