package dev.stillframe.aws.s3;

import dev.stillframe.core.encode.ArchiveKeys;
import dev.stillframe.core.port.RawArchive;
import java.time.ZoneId;
import software.amazon.awssdk.services.s3.S3Client;

/** The raw archive in the private bucket, under {@code archive/}. For use by any number of threads and processes. */
public final class S3RawArchive implements RawArchive {
    static final String PREFIX = "archive/";

    /** No result is looked at again. */
    private static final int REMEMBERED = 1;

    private final Bucket bucket;
    private final ArchiveKeys keys;

    /** In the private one of these buckets, with the keys of a zone. */
    public S3RawArchive(S3Client s3, Buckets buckets, ZoneId zone) {
        this.bucket = new Bucket(s3, buckets.privateName(), new Memory(REMEMBERED));
        this.keys = new ArchiveKeys(zone);
    }

    @Override
    public void put(String host, long t, byte[] result) {
        Content content = Content.closed(result);
        switch (bucket.put(PREFIX + keys.key(host, t), content, Seen.ABSENT)) {
            case Bucket.Put.Done _ -> {}
            case Bucket.Put.Refused _ -> {
                // The first one stays.
            }
            case Bucket.Put.Unknown unknown -> throw unknown.why();
        }
    }
}
