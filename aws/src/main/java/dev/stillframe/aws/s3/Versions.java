package dev.stillframe.aws.s3;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.Caching;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Staged payloads, which are the versions once they are promoted. One is {@code versions/SCOPE/STAGE-DIGEST/FILE}; what a
 * stage has is in {@code versions/SCOPE/STAGE/index}, which also is what makes a stage number somebody's.
 */
final class Versions {
    private static final Pattern ID = Pattern.compile("(\\d{1,18})-[0-9a-f]{12}");
    private static final String INDEX = "index";

    private final Bucket bucket;
    private final Supplier<String> ids;
    private final Workbench workbench = new Workbench();
    private final Listings listings = new Listings();

    Versions(Bucket bucket, Supplier<String> ids) {
        this.bucket = bucket;
        this.ids = ids;
    }

    /** The version id of a payload. */
    static String id(long stage, StoredObject object) {
        return stage + "-" + Checksum.of(object.body()).substring(7, 19);
    }

    /** Where a version of a public key lies; empty when the text is no version id, or the key not of the scope. */
    static Optional<String> name(Scope scope, String key, String versionId) {
        return ID.matcher(versionId).matches() && key.startsWith(scope.keyPrefix())
                ? Optional.of(folder(scope) + versionId + "/"
                        + key.substring(scope.keyPrefix().length()))
                : Optional.empty();
    }

    private static String folder(Scope scope) {
        return "versions/" + scope.name() + "/";
    }

    private static String indexName(Scope scope, long stage) {
        return folder(scope) + stage + "/" + INDEX;
    }

    /**
     * Puts payloads and index aside, all at once. Payloads whose index was not ours are nobody's: they have names of their own,
     * and go when their number expires.
     */
    boolean stage(Scope scope, long stage, List<StoredObject> payloads) {
        Map<String, String> versionIds = new TreeMap<>();
        payloads.forEach(p -> versionIds.put(p.key(), id(stage, p)));
        StageIndex index = new StageIndex(ids.get(), versionIds);
        List<Optional<StoredObject>> things = new ArrayList<>();
        things.add(Optional.empty());
        payloads.forEach(p -> things.add(Optional.of(p)));
        List<Boolean> answers = SideBySide.each(
                things, thing -> thing.isEmpty() ? claim(scope, stage, index) : put(scope, stage, thing.get()));
        if (!answers.getFirst()) {
            return false;
        }
        workbench.staged(scope, stage, versionIds);
        return true;
    }

    private boolean claim(Scope scope, long stage, StageIndex index) {
        String name = indexName(scope, stage);
        StoredObject object = new StoredObject(name, index.bytes(), false);
        Content content = Content.of(object, stage, "", "no-store");
        return switch (bucket.put(name, content, Seen.ABSENT)) {
            case Bucket.Put.Done done -> true;
            case Bucket.Put.Refused refused -> isOurs(scope, stage, index);
            case Bucket.Put.Unknown unknown -> {
                Optional<StageIndex> found = index(scope, stage);
                if (found.isEmpty()) {
                    throw unknown.why();
                }
                yield found.get().equals(index);
            }
        };
    }

    /** The first attempt may have arrived, and its answer not. */
    private boolean isOurs(Scope scope, long stage, StageIndex index) {
        return index(scope, stage).filter(index::equals).isPresent();
    }

    private boolean put(Scope scope, long stage, StoredObject payload) {
        String versionId = id(stage, payload);
        String name = name(scope, payload.key(), versionId)
                .orElseThrow(() -> new IllegalArgumentException(payload.key() + " is not a key of " + scope));
        Content content = Content.of(payload, stage, versionId, Caching.FOR_GOOD);
        return switch (bucket.put(name, content, null)) {
            case Bucket.Put.Done done -> true;
            // It is written whatever is there: that would be the same bytes.
            case Bucket.Put.Refused refused -> throw new StoreException(name + " could not be written");
            case Bucket.Put.Unknown unknown -> {
                if (!bucket.head(name).isOf(content)) {
                    throw unknown.why();
                }
                yield true;
            }
        };
    }

    private Optional<StageIndex> index(Scope scope, long stage) {
        return bucket.get(indexName(scope, stage)).flatMap(got -> StageIndex.read(got.body()));
    }

    /**
     * A staged payload, read from the store. The first question about a stage that was made here reads all of it at once, for
     * the questions that follow and for the promotion.
     */
    Optional<StoredObject> read(Scope scope, long stage, String key) {
        Map<String, String> versionIds = workbench.versionIds(scope, stage);
        if (versionIds == null) {
            versionIds = index(scope, stage).map(StageIndex::versionIds).orElse(Map.of());
        } else if (workbench.startsReading(scope, stage)) {
            workbench.read(scope, stage, read(scope, versionIds, List.copyOf(versionIds.keySet())));
        }
        StoredObject prepared = workbench.handOut(scope, stage, key);
        if (prepared != null) {
            return Optional.of(prepared);
        }
        String versionId = versionIds.get(key);
        return versionId == null ? Optional.empty() : readVersion(scope, key, versionId);
    }

    /** Staged payloads for their promotion: what was read back already, the others read now. Absent ones are left out. */
    Map<String, StoredObject> take(Scope scope, long stage, List<String> keys) {
        Map<String, StoredObject> found = new HashMap<>(workbench.take(scope, stage));
        List<String> missing = keys.stream().filter(k -> !found.containsKey(k)).toList();
        if (!missing.isEmpty()) {
            Map<String, String> versionIds = workbench.versionIds(scope, stage);
            if (versionIds == null) {
                versionIds = index(scope, stage).map(StageIndex::versionIds).orElse(Map.of());
            }
            found.putAll(read(scope, versionIds, missing));
        }
        return found;
    }

    private Map<String, StoredObject> read(Scope scope, Map<String, String> versionIds, List<String> keys) {
        Map<String, StoredObject> found = new HashMap<>();
        List<String> there = keys.stream().filter(versionIds::containsKey).toList();
        SideBySide.each(there, key -> readVersion(scope, key, String.valueOf(versionIds.get(key))))
                .forEach(object -> object.ifPresent(o -> found.put(o.key(), o)));
        return found;
    }

    /** A version of a payload; empty when there is none, or it is damaged. */
    Optional<StoredObject> readVersion(Scope scope, String key, String versionId) {
        return name(scope, key, versionId)
                .flatMap(bucket::get)
                .map(got -> new StoredObject(key, got.body(), got.gzip()))
                .filter(object -> versionId.endsWith(Checksum.of(object.body()).substring(7, 19)));
    }

    /** Everything that is kept of a scope, with its tags. */
    Map<String, String> list(Scope scope) {
        Map<String, String> listed = bucket.list(folder(scope));
        listings.put(scope, listed.keySet());
        return listed;
    }

    /**
     * Whether the version that a public object came from is kept, going by a list where that shows it: what has the tag of the public
     * object has its bytes. One that came since, or whose tag is no digest, is looked at.
     *
     * @param open the public object, proven
     */
    boolean isKept(Map<String, String> listed, Scope scope, String key, Seen open) {
        String versionId = open.versionId();
        String name = name(scope, key, versionId).orElse("");
        String etag = listed.get(name);
        Seen seen = bucket.remembered(name);
        return (etag != null && open.proven() && open.is(etag))
                || (etag != null && seen != null && seen.proven() && seen.is(etag))
                || readVersion(scope, key, versionId).isPresent();
    }

    /** Whether a list of a scope is at hand that nobody has gone by yet. */
    boolean isListed(Scope scope) {
        return listings.has(scope);
    }

    /**
     * Deletes what belongs to older stages than one, but for some. A build has asked for the list just before, to see whether
     * the current versions are there; what came since is not old, or goes next time.
     */
    void expire(Scope scope, Set<Long> keepStages, long before) {
        Set<String> listed = listings.take(scope);
        List<String> old = (listed == null ? bucket.list(folder(scope)).keySet() : listed)
                .stream()
                        .filter(name -> {
                            long stage = stage(scope, name);
                            return stage >= 0 && stage < before && !keepStages.contains(stage);
                        })
                        .toList();
        old.forEach(name -> workbench.forget(scope, stage(scope, name)));
        bucket.delete(old);
    }

    /** The stage that an object belongs to, -1 for one that is not ours. */
    private static long stage(Scope scope, String name) {
        String rest = name.substring(folder(scope).length());
        String first = rest.substring(0, Math.max(0, rest.indexOf('/')));
        Matcher version = ID.matcher(first);
        if (version.matches()) {
            return Long.parseLong(version.group(1));
        }
        return first.matches("\\d{1,18}") ? Long.parseLong(first) : -1;
    }
}
