package dev.stillframe.aws.s3;

import dev.stillframe.aws.UnfitStoreException;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Tries at start whether a store does what the promise rests on: conditional writes that hold under a race, encodings and
 * headers kept exactly, and lists that show what was written. Some servers ignore conditions without a word, so that nothing
 * but a trial tells.
 */
public final class StoreCheck {
    private static final String FOLDER = "check/";
    private static final int CONTENDERS = 8;
    /** A gap between test and write shows in one race of two or three. */
    private static final int RACES = 4;

    private static final String CACHE = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400";

    private final S3Client s3;
    private final Buckets buckets;
    private final String target;
    private final Supplier<String> ids;

    /**
     * A check of two buckets. Needs the right to read, write, list and delete in both.
     *
     * @param target where the store is, for messages
     * @param ids a source of texts that never repeat, of letters, digits and hyphens
     */
    public StoreCheck(S3Client s3, Buckets buckets, String target, Supplier<String> ids) {
        this.s3 = s3;
        this.buckets = buckets;
        this.target = target;
        this.ids = ids;
    }

    /**
     * Refuses a store that cannot be used.
     *
     * @throws UnfitStoreException with all that is missing
     */
    public void require() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new UnfitStoreException("the store at " + target, missing);
        }
    }

    /** What is missing, a sentence each; empty for a store that can be used. Leaves nothing behind. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (String name : List.of(buckets.publicName(), buckets.privateName())) {
            Bucket bucket = new Bucket(s3, name, new Memory(100));
            String folder = FOLDER + ids.get() + "/";
            try {
                new Trial(bucket, name, folder, missing).run();
            } catch (StoreException e) {
                missing.add("bucket " + name + " does not answer as it should: " + e.getMessage());
            } finally {
                tidy(bucket, folder);
            }
        }
        return missing;
    }

    private static void tidy(Bucket bucket, String folder) {
        try {
            bucket.delete(List.copyOf(bucket.list(folder).keySet()));
        } catch (StoreException e) {
            // What was tried has been told; the leftovers are small, and nobody reads them.
        }
    }

    /** The trial of one bucket. */
    private final class Trial {
        private final Bucket bucket;
        private final String name;
        private final String folder;
        private final List<String> missing;

        Trial(Bucket bucket, String name, String folder, List<String> missing) {
            this.bucket = bucket;
            this.name = name;
            this.folder = folder;
            this.missing = missing;
        }

        void run() {
            createsOnce();
            replacesByTag();
            keepsHeaders();
            lists();
        }

        private void expect(boolean holds, String otherwise) {
            if (!holds) {
                missing.add(otherwise + " (bucket " + name + ")");
            }
        }

        private void createsOnce() {
            String key = folder + "once";
            boolean first = done(bucket.put(key, content(1, false), Seen.ABSENT));
            expect(first, "If-None-Match: * refuses to write what is not there");
            boolean second = done(bucket.put(key, content(2, false), Seen.ABSENT));
            expect(!second, "If-None-Match: * is ignored: it writes over what is there");
            if (first && !second) {
                expect(wonOnce(round -> folder + "once-" + round, null), "If-None-Match: * does not hold under a race");
            }
        }

        private void replacesByTag() {
            String key = folder + "tag";
            Seen first = written(bucket.put(key, content(1, false), null));
            Seen second = first == null ? null : written(bucket.put(key, content(2, false), first));
            expect(second != null, "If-Match refuses to replace what has the tag");
            boolean outdated = first != null && done(bucket.put(key, content(3, false), first));
            expect(!outdated, "If-Match is ignored: it replaces what has another tag");
            boolean absent = first != null && done(bucket.put(folder + "nothing", content(4, false), first));
            expect(!absent, "If-Match is ignored: it writes where there is nothing");
            if (second != null && !outdated && !absent) {
                expect(wonOnce(round -> folder + "tag", second), "If-Match does not hold under a race");
            }
        }

        /** Whether in each race exactly one writes. */
        private boolean wonOnce(IntFunction<String> keys, @Nullable Seen start) {
            Seen there = start;
            for (int round = 0; round < RACES; round++) {
                String key = keys.apply(round);
                Seen condition = there == null ? Seen.ABSENT : there;
                int number = 10 + round * CONTENDERS;
                List<Integer> contenders =
                        IntStream.range(number, number + CONTENDERS).boxed().toList();
                List<Bucket.Put> answers =
                        SideBySide.each(contenders, n -> bucket.put(key, content(n, false), condition));
                if (answers.stream().filter(StoreCheck::done).count() != 1) {
                    return false;
                }
                there = start == null ? null : bucket.head(key);
            }
            return true;
        }

        private void keepsHeaders() {
            String key = folder + "headers";
            Content content = content(1, true);
            bucket.put(key, content, null);
            try {
                var answer = s3.getObject(r -> r.bucket(name).key(key), ResponseTransformer.toBytes());
                var head = answer.response();
                expect(
                        "gzip".equals(head.contentEncoding()),
                        "Content-Encoding: gzip is kept as '" + head.contentEncoding() + "'");
                expect(
                        "application/json".equals(head.contentType()),
                        "Content-Type is kept as '" + head.contentType() + "'");
                expect(CACHE.equals(head.cacheControl()), "Cache-Control is kept as '" + head.cacheControl() + "'");
                Seen seen = Seen.of(head, false);
                expect(
                        seen.isOf(content) && seen.versionId().equals(content.versionId()),
                        "metadata is not kept as it was given");
                expect(
                        Arrays.equals(answer.asByteArrayUnsafe(), content.body()),
                        "bytes are not kept as they were given");
            } catch (SdkException e) {
                expect(false, "an object cannot be read when it has been written: " + e.getMessage());
            }
        }

        private void lists() {
            String key = folder + "listed";
            Seen first = written(bucket.put(key, content(1, false), null));
            expect(first != null && first.is(bucket.list(key).get(key)), "a list does not show what was written");
            Seen second = written(bucket.put(key, content(2, false), null));
            expect(second != null && second.is(bucket.list(key).get(key)), "a list does not show what was replaced");
            bucket.delete(List.of(key));
            expect(bucket.list(key).isEmpty(), "a list still shows what was deleted");
            expect(!bucket.head(key).exists(), "an object is still there when it was deleted");
        }
    }

    private static boolean done(Bucket.Put answer) {
        return written(answer) != null;
    }

    private static @Nullable Seen written(Bucket.Put answer) {
        return switch (answer) {
            case Bucket.Put.Done done -> done.written();
            case Bucket.Put.Refused refused -> null;
            case Bucket.Put.Unknown unknown -> throw unknown.why();
        };
    }

    private static Content content(int number, boolean gzip) {
        byte[] body = ("{\"check\":" + number + "}").getBytes(StandardCharsets.UTF_8);
        return new Content(body, gzip, Checksum.of(body), number, number + "-0123456789ab", "application/json", CACHE);
    }
}
