package dev.stillframe.aws.s3;

import dev.stillframe.aws.Reason;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The requests that are made to one bucket. Remembers what they showed. */
final class Bucket {
    private static final int AT_ONCE_DELETED = 1000;

    private final S3Client s3;
    private final String name;
    private final Memory memory;

    Bucket(S3Client s3, String name, Memory memory) {
        this.s3 = s3;
        this.name = name;
        this.memory = memory;
    }

    /** What is remembered of a key; null when nothing is. */
    @Nullable
    Seen remembered(String key) {
        return memory.get(key);
    }

    /** Remembers that there is no object. */
    void absent(String key) {
        memory.put(key, Seen.ABSENT);
    }

    /** An object whose bytes have the digest that was put beside them. */
    record Got(Seen seen, byte[] body, boolean gzip, long modifiedAt) {}

    /** Reads an object. Empty when there is none, or its bytes are not what was put there. */
    Optional<Got> get(String key) {
        ResponseBytes<GetObjectResponse> answer;
        try {
            answer = s3.getObject(r -> r.bucket(name).key(key), ResponseTransformer.toBytes());
        } catch (S3Exception e) {
            if (isAbsent(e)) {
                absent(key);
                return Optional.empty();
            }
            throw failed("read", key, e);
        } catch (SdkException e) {
            throw failed("read", key, e);
        }
        byte[] body = answer.asByteArrayUnsafe();
        GetObjectResponse head = answer.response();
        Seen seen = Seen.of(head, false);
        boolean proven = Checksum.of(body).equals(seen.sha256());
        seen = Seen.of(head, proven);
        memory.put(key, seen);
        return proven
                ? Optional.of(new Got(
                        seen,
                        body,
                        "gzip".equals(head.contentEncoding()),
                        head.lastModified().toEpochMilli()))
                : Optional.empty();
    }

    /** Looks at an object without its bytes. */
    Seen head(String key) {
        try {
            Seen seen = Seen.of(s3.headObject(r -> r.bucket(name).key(key)));
            Seen before = memory.get(key);
            Seen now = before != null && before.proven() && before.equals(proven(seen)) ? before : seen;
            memory.put(key, now);
            return now;
        } catch (S3Exception e) {
            if (isAbsent(e)) {
                absent(key);
                return Seen.ABSENT;
            }
            throw failed("looked at", key, e);
        } catch (SdkException e) {
            throw failed("looked at", key, e);
        }
    }

    private static Seen proven(Seen seen) {
        return new Seen(seen.etag(), seen.number(), seen.sha256(), seen.versionId(), true);
    }

    /** Answer to a write. */
    sealed interface Put {
        /** It is there. */
        record Done(Seen written) implements Put {}

        /** The condition did not hold, or another was writing at the same time. */
        record Refused() implements Put {}

        /** Nobody knows. */
        record Unknown(StoreException why) implements Put {}
    }

    /**
     * Writes an object if what is there is still what was seen.
     *
     * @param there what must be there: {@link Seen#ABSENT} for nothing, null for whatever it is
     */
    Put put(String key, Content content, @Nullable Seen there) {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(name)
                .key(key)
                .contentType(content.type())
                .cacheControl(content.cacheControl())
                .metadata(metadata(content));
        if (content.gzip()) {
            request.contentEncoding("gzip");
        }
        if (there != null) {
            if (there.exists()) {
                request.ifMatch('"' + there.etag() + '"');
            } else {
                request.ifNoneMatch("*");
            }
        }
        try {
            PutObjectResponse answer = s3.putObject(request.build(), RequestBody.fromBytes(content.body()));
            Seen written = Seen.written(answer.eTag(), content);
            memory.put(key, written);
            return new Put.Done(written);
        } catch (S3Exception e) {
            memory.forget(key);
            if (there != null && isRefusal(e)) {
                return new Put.Refused();
            }
            StoreException failure = failed("written", key, e);
            if (e.statusCode() < 500) {
                throw failure;
            }
            return new Put.Unknown(failure);
        } catch (SdkException e) {
            memory.forget(key);
            return new Put.Unknown(failed("written", key, e));
        }
    }

    private static Map<String, String> metadata(Content content) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(Seen.SHA256, content.sha256());
        metadata.put(Seen.NUMBER, Long.toString(content.number()));
        if (!content.versionId().isEmpty()) {
            metadata.put(Seen.VERSION, content.versionId());
        }
        return metadata;
    }

    /** The objects under a prefix, with their tags, in the order of their keys. */
    SortedMap<String, String> list(String prefix) {
        TreeMap<String, String> found = new TreeMap<>();
        String next = null;
        do {
            String token = next;
            ListObjectsV2Response page = attempt(
                    "listed",
                    prefix,
                    () -> s3.listObjectsV2(ListObjectsV2Request.builder()
                            .bucket(name)
                            .prefix(prefix)
                            .continuationToken(token)
                            .build()));
            for (S3Object object : page.contents()) {
                found.put(object.key(), Seen.bare(object.eTag()));
            }
            next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (next != null);
        return found;
    }

    /** When the objects under a prefix were last written, by the store's clock; at most so many pages of 1,000. */
    Map<String, Instant> times(String prefix, int pages) {
        Map<String, Instant> found = new TreeMap<>();
        String next = null;
        for (int page = 0; page < pages; page++) {
            String token = next;
            ListObjectsV2Response answer = attempt(
                    "listed",
                    prefix,
                    () -> s3.listObjectsV2(r -> r.bucket(name).prefix(prefix).continuationToken(token)));
            answer.contents().forEach(object -> found.put(object.key(), object.lastModified()));
            next = Boolean.TRUE.equals(answer.isTruncated()) ? answer.nextContinuationToken() : null;
            if (next == null) {
                break;
            }
        }
        return found;
    }

    /** Deletes objects, whatever they are; none is fine. */
    void delete(List<String> keys) {
        List<List<String>> batches = new ArrayList<>();
        for (int i = 0; i < keys.size(); i += AT_ONCE_DELETED) {
            batches.add(keys.subList(i, Math.min(keys.size(), i + AT_ONCE_DELETED)));
        }
        SideBySide.each(batches, batch -> {
            List<ObjectIdentifier> objects = batch.stream()
                    .map(key -> ObjectIdentifier.builder().key(key).build())
                    .toList();
            Delete delete = Delete.builder().objects(objects).quiet(true).build();
            try {
                var answer = attempt(
                        "deleted",
                        batch.getFirst(),
                        () -> s3.deleteObjects(r -> r.bucket(name).delete(delete)));
                if (!answer.errors().isEmpty()) {
                    var error = answer.errors().getFirst();
                    throw new StoreException(error.key() + " could not be deleted: " + error.code());
                }
                return true;
            } finally {
                batch.forEach(memory::forget);
            }
        });
    }

    private <T> T attempt(String what, String key, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw failed(what, key, e);
        }
    }

    private StoreException failed(String what, String key, SdkException e) {
        return new StoreException(key + " could not be " + what + " in bucket " + name + ": " + Reason.of(e), e);
    }

    private static boolean isAbsent(S3Exception e) {
        return e.statusCode() == 404 && !isBucketMissing(e);
    }

    /** 412: the condition did not hold. 409: another request for the key was under way. 404: there is nothing to match. */
    private static boolean isRefusal(S3Exception e) {
        return e.statusCode() == 412 || e.statusCode() == 409 || isAbsent(e);
    }

    private static boolean isBucketMissing(S3Exception e) {
        return e.awsErrorDetails() != null
                && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
    }
}
