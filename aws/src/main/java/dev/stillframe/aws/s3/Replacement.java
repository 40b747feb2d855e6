package dev.stillframe.aws.s3;

import dev.stillframe.core.port.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces an object where the one there is of a lower number: each write is conditioned on the tag of the object whose number
 * was looked at, so that nothing can come in between.
 */
final class Replacement {
    /** Far more than builders that ever meet at one key. Each time it fails, somebody else has written. */
    private static final int ATTEMPTS = 50;

    private final Bucket bucket;

    Replacement(Bucket bucket) {
        this.bucket = bucket;
    }

    /** What became of a replacement. */
    enum Outcome {
        /** The content is there, or one that the caller takes for the same. */
        THERE,
        /** A higher number is there. */
        SUPERSEDED
    }

    /**
     * Puts content under a key unless a higher number is there.
     *
     * @param once whether one of the same number is good whatever its bytes; otherwise it is replaced
     * @throws StoreException when nobody knows whether it was written
     */
    Outcome replace(String key, Content content, boolean once) {
        Seen there = bucket.remembered(key);
        boolean looked = false;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (!looked && !isSurelyLower(there, content)) {
                there = bucket.head(key);
                looked = true;
            }
            Outcome known = decide(there, content, once);
            if (known != null) {
                return known;
            }
            switch (bucket.put(key, content, there)) {
                case Bucket.Put.Done done -> {
                    return Outcome.THERE;
                }
                case Bucket.Put.Refused refused -> {
                    there = bucket.head(key);
                    looked = true;
                }
                case Bucket.Put.Unknown unknown -> {
                    return readBack(key, content, unknown);
                }
            }
        }
        throw new StoreException(key + " was written by others all the time");
    }

    /** What is remembered may be outdated; a condition on its tag finds that out, but only where a write follows. */
    private static boolean isSurelyLower(@Nullable Seen there, Content content) {
        return there != null && there.number() < content.number();
    }

    /** What follows from the object that is there; null when it is to be replaced. */
    private static @Nullable Outcome decide(@Nullable Seen there, Content content, boolean once) {
        if (there == null || there.number() < content.number()) {
            return null;
        }
        if (there.number() > content.number()) {
            return Outcome.SUPERSEDED;
        }
        return once || there.isOf(content) ? Outcome.THERE : null;
    }

    /** Nobody said whether the object was written: it says itself. */
    private Outcome readBack(String key, Content content, Bucket.Put.Unknown unknown) {
        Seen there;
        try {
            there = bucket.head(key);
        } catch (StoreException e) {
            unknown.why().addSuppressed(e);
            throw unknown.why();
        }
        if (there.number() > content.number()) {
            return Outcome.SUPERSEDED;
        }
        if (there.isOf(content)) {
            return Outcome.THERE;
        }
        throw unknown.why();
    }
}
