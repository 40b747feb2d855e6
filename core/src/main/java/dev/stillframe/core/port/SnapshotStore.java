package dev.stillframe.core.port;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The public files, their staged forerunners and their old versions.
 *
 * <p>Readers of a key see the object before a change or after it, never a mixture and never nothing. Every method throws
 * {@link StoreException} when it fails; one with an effect may then have taken effect for some, all or none of its objects,
 * each whole, and may be repeated.
 */
public interface SnapshotStore {
    /**
     * Puts the payloads of a build aside under a stage number, where no reader finds them.
     *
     * @return false when the number is already in use for this scope; nothing is changed then
     */
    boolean stage(Scope scope, long stage, List<StoredObject> payloads);

    /** A staged payload, read back from where it is kept. Empty when it is not there or damaged. */
    Optional<StoredObject> readStaged(Scope scope, long stage, String key);

    /**
     * Puts staged payloads under their canonical keys, each atomically and only where the object there is of a lower build.
     * Called only for a build that is committed.
     *
     * @return an answer for each key, in the order given
     */
    List<Promotion> promote(Scope scope, long stage, long build, List<String> keys);

    /**
     * Writes small objects (metas, manifests, lists), each atomically and only where the object there is not of a higher
     * number: all but the last in any order or side by side, and the last when all others are written.
     *
     * @param number the build, or for files that belong to no build any number that grows with their content
     * @return whether all were written; false when one met a higher number, the last one is then left alone and of the others
     *     any may be written
     */
    boolean publish(long number, List<StoredObject> objects);

    /** The object under a canonical key, its bytes proven to be those that were put there. Empty when missing or damaged. */
    Optional<Published> read(String key);

    /** The objects under some canonical keys, by key, as {@link #read(String)} finds them; those that it does not find are absent. */
    default Map<String, Published> read(Collection<String> keys) {
        Map<String, Published> found = new HashMap<>();
        for (String key : keys) {
            read(key).ifPresent(published -> found.put(key, published));
        }
        return found;
    }

    /** A version of a payload, current or old. Empty when it is not kept any more, damaged, or never was. */
    Optional<StoredObject> readVersion(Scope scope, String key, String versionId);

    /**
     * Which of these keys have no object, or one that is not what was put there, or are payloads whose current version cannot be
     * read any more.
     */
    Set<String> damaged(List<String> keys);

    /**
     * Looks through some keys: which are {@link #damaged}, and the checksums of the bytes of the others. Those that change meanwhile may
     * be found as they were before or after, or not at all.
     */
    default Survey survey(List<String> keys) {
        Set<String> damaged = damaged(keys);
        Map<String, String> checksums = new HashMap<>();
        read(keys.stream().filter(key -> !damaged.contains(key)).toList())
                .forEach((key, found) ->
                        checksums.put(key, Checksum.of(found.object().body())));
        return new Survey(damaged, checksums);
    }

    /** The highest build or number that any of these keys was put there with, damaged objects included; 0 without any. */
    long highest(List<String> keys);

    /**
     * Drops staged payloads and old versions of a scope.
     *
     * @param keepStages stage numbers to keep whatever their age
     * @param before stage numbers from this one on are kept too
     */
    void expire(Scope scope, Set<Long> keepStages, long before);

    /** Removes small objects that were written by {@link #publish} and that nobody needs any more; does nothing for the others. */
    void remove(List<String> keys);

    /**
     * What is there under some keys.
     *
     * @param damaged those that are damaged
     * @param checksums SHA-256 of the stored bytes of the others, by key
     */
    record Survey(Set<String> damaged, Map<String, String> checksums) {}

    /** Answer to one promotion. */
    sealed interface Promotion {
        /** The payload is there, now or since an earlier attempt of the same build, as this version. */
        record Promoted(String versionId) implements Promotion {}

        /** A higher build is there; nothing was changed. */
        record Superseded() implements Promotion {}
    }

    /**
     * A public object.
     *
     * @param object its bytes
     * @param number the build or number it was put there with
     * @param versionId its version, empty for objects that have none
     * @param modifiedAt when it was put there, epoch milliseconds
     */
    record Published(StoredObject object, long number, String versionId, long modifiedAt) {}
}
