package dev.stillframe.aws.s3;

import dev.stillframe.aws.Reason;
import dev.stillframe.core.port.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The settings file of a deployment, {@code stillframe.yaml} in the private bucket, which people put there. */
public final class SettingsObject {
    private static final String KEY = "stillframe.yaml";
    /** Settings of a thousand hosts have some 100 kB. */
    private static final int MOST_BYTES = 1 << 20;

    private final S3Client s3;
    private final String bucket;

    /** The file in the private one of these buckets. */
    public SettingsObject(S3Client s3, Buckets buckets) {
        this.s3 = s3;
        this.bucket = buckets.privateName();
    }

    /** What it is called, for messages. */
    public String name() {
        return "s3://" + bucket + "/" + KEY;
    }

    /**
     * Its text; empty where there is none.
     *
     * @throws StoreException when it cannot be read
     */
    public Optional<String> read() {
        try {
            byte[] bytes = s3.getObject(r -> r.bucket(bucket).key(KEY), ResponseTransformer.toBytes())
                    .asByteArrayUnsafe();
            if (bytes.length > MOST_BYTES) {
                throw new StoreException(name() + " is larger than " + MOST_BYTES + " bytes");
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new StoreException(name() + " cannot be read: " + Reason.of(e), e);
        }
    }
}
