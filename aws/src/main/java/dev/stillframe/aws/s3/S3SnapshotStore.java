package dev.stillframe.aws.s3;

import dev.stillframe.aws.s3.Replacement.Outcome;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.Caching;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The snapshot store on S3: canonical keys in a bucket that a CDN reads, with the headers that it passes on; staged payloads
 * and versions in another. An object carries its number and its digest as metadata, and a replacement is conditioned on the
 * entity tag of the object whose number was looked at. {@link StoreCheck} says whether a server can do that.
 *
 * <p>For use by any number of threads and processes.
 */
public final class S3SnapshotStore implements SnapshotStore {
    /** Names remembered in each bucket: those of some 1,000 scopes. */
    private static final int REMEMBERED = 50_000;
    /** From how many keys on a list is cheaper than to look at each: a list costs as much as a dozen looks. */
    private static final int WORTH_A_LIST = 12;

    private static final String PAYLOADS = "latest_";

    private final Bucket open;
    private final Replacement replacement;
    private final Versions versions;
    private final Looks looks;

    /**
     * A store in two buckets, which exist.
     *
     * @param ids a source of texts that never repeat, of letters, digits and hyphens
     */
    public S3SnapshotStore(S3Client s3, Buckets buckets, Supplier<String> ids) {
        this(s3, buckets, ids, Looks.always());
    }

    /**
     * As {@link #S3SnapshotStore(S3Client, Buckets, Supplier)}, in a process that surveys the same scopes again and again: the public
     * objects are looked at each time, and that their versions are kept now and then.
     */
    public S3SnapshotStore(S3Client s3, Buckets buckets, Supplier<String> ids, InstantSource clock) {
        this(s3, buckets, ids, Looks.nowAndThen(clock));
    }

    private S3SnapshotStore(S3Client s3, Buckets buckets, Supplier<String> ids, Looks looks) {
        this.looks = looks;
        this.open = new Bucket(s3, buckets.publicName(), new Memory(REMEMBERED));
        this.replacement = new Replacement(open);
        this.versions = new Versions(new Bucket(s3, buckets.privateName(), new Memory(REMEMBERED)), ids);
    }

    /** The version id of a staged payload. */
    public static String versionId(long stage, StoredObject object) {
        return Versions.id(stage, object);
    }

    @Override
    public boolean stage(Scope scope, long stage, List<StoredObject> payloads) {
        return versions.stage(scope, stage, payloads);
    }

    @Override
    public Optional<StoredObject> readStaged(Scope scope, long stage, String key) {
        return versions.read(scope, stage, key);
    }

    @Override
    public List<Promotion> promote(Scope scope, long stage, long build, List<String> keys) {
        Map<String, StoredObject> staged = versions.take(scope, stage, keys);
        for (String key : keys) {
            if (!staged.containsKey(key)) {
                throw new StoreException(key + " is not staged under " + stage);
            }
        }
        return SideBySide.each(keys, key -> promote(stage, build, staged.get(key)));
    }

    private Promotion promote(long stage, long build, @Nullable StoredObject object) {
        if (object == null) {
            throw new IllegalStateException("looked for above");
        }
        String versionId = versionId(stage, object);
        Content content = Content.of(object, build, versionId, Caching.of(object.key()));
        return switch (replacement.replace(object.key(), content, true)) {
            case THERE -> new Promotion.Promoted(versionId);
            case SUPERSEDED -> new Promotion.Superseded();
        };
    }

    @Override
    public boolean publish(long number, List<StoredObject> objects) {
        if (objects.isEmpty()) {
            return true;
        }
        List<StoredObject> first = objects.subList(0, objects.size() - 1);
        return !SideBySide.each(first, o -> publish(number, o)).contains(Outcome.SUPERSEDED)
                && publish(number, objects.getLast()) == Outcome.THERE;
    }

    private Outcome publish(long number, StoredObject object) {
        Content content = Content.of(object, number, "", Caching.of(object.key()));
        return replacement.replace(object.key(), content, false);
    }

    @Override
    public Optional<Published> read(String key) {
        return open.get(key)
                .map(got -> new Published(
                        new StoredObject(key, got.body(), got.gzip()),
                        got.seen().number(),
                        got.seen().versionId(),
                        got.modifiedAt()));
    }

    @Override
    public Map<String, Published> read(Collection<String> keys) {
        Map<String, Published> found = new HashMap<>();
        SideBySide.each(List.copyOf(keys), this::read)
                .forEach(published ->
                        published.ifPresent(p -> found.put(p.object().key(), p)));
        return found;
    }

    @Override
    public Optional<StoredObject> readVersion(Scope scope, String key, String versionId) {
        return versions.readVersion(scope, key, versionId);
    }

    @Override
    public Set<String> damaged(List<String> keys) {
        Map<Scope, List<String>> scopes = new HashMap<>();
        keys.forEach(key ->
                scopes.computeIfAbsent(Scope.ofKey(key), s -> new ArrayList<>()).add(key));
        Set<String> damaged = new HashSet<>();
        scopes.forEach((scope, ofScope) -> damaged.addAll(damaged(scope, ofScope)));
        return damaged;
    }

    @Override
    public Survey survey(List<String> keys) {
        Set<String> damaged = damaged(keys);
        Map<String, String> checksums = new HashMap<>();
        List<String> forgotten = new ArrayList<>();
        for (String key : keys) {
            // Every sound object was proven just now, or has the tag that it had when it was.
            Seen seen = open.remembered(key);
            if (seen != null && seen.proven()) {
                checksums.put(key, seen.sha256());
            } else if (!damaged.contains(key)) {
                forgotten.add(key);
            }
        }
        read(forgotten)
                .forEach((key, found) ->
                        checksums.put(key, Checksum.of(found.object().body())));
        checksums.keySet().removeAll(damaged);
        return new Survey(damaged, checksums);
    }

    /** Sound is what has the tag that it had when its bytes were proven; what has another is read and proven. */
    private Set<String> damaged(Scope scope, List<String> keys) {
        String prefix = scope.keyPrefix() + PAYLOADS;
        List<String> listable = keys.stream().filter(k -> k.startsWith(prefix)).toList();
        Set<String> doubtful = new TreeSet<>(keys);
        Set<String> damaged = new HashSet<>();
        Map<String, String> kept = null;
        boolean provesVersions = true;
        if (listable.size() >= WORTH_A_LIST) {
            boolean both = looks.areDue(scope);
            List<Map<String, String>> lists = SideBySide.each(
                    both ? List.of(true, false) : List.of(true), of -> of ? open.list(prefix) : versions.list(scope));
            Map<String, String> listed = lists.getFirst();
            kept = both ? lists.getLast() : null;
            provesVersions = both;
            for (String key : listable) {
                Seen seen = open.remembered(key);
                if (!listed.containsKey(key)) {
                    open.absent(key);
                    damaged.add(key);
                    doubtful.remove(key);
                } else if (seen != null && seen.proven() && seen.is(listed.get(key))) {
                    doubtful.remove(key);
                }
            }
        }
        List<String> looked = List.copyOf(doubtful);
        List<Boolean> sound = SideBySide.each(looked, key -> open.get(key).isPresent());
        for (int i = 0; i < looked.size(); i++) {
            if (!sound.get(i)) {
                damaged.add(looked.get(i));
            }
        }
        if (provesVersions) {
            Set<String> lost = lostVersions(
                    scope, kept, keys.stream().filter(k -> !damaged.contains(k)).toList());
            damaged.addAll(lost);
            if (kept != null && lost.isEmpty()) {
                looks.done(scope);
            }
        }
        return damaged;
    }

    /** Those of some sound objects whose version is not kept. */
    private Set<String> lostVersions(Scope scope, @Nullable Map<String, String> kept, List<String> keys) {
        Map<String, Seen> current = new HashMap<>();
        for (String key : keys) {
            Seen seen = open.remembered(key);
            if (seen != null && !seen.versionId().isEmpty()) {
                current.put(key, seen);
            }
        }
        if (current.isEmpty()) {
            return Set.of();
        }
        Map<String, String> listed = kept == null ? versions.list(scope) : kept;
        Set<String> lost = new HashSet<>();
        List<String> names = List.copyOf(current.keySet());
        List<Boolean> sound = SideBySide.each(
                names, key -> versions.isKept(listed, scope, key, Objects.requireNonNull(current.get(key))));
        for (int i = 0; i < names.size(); i++) {
            if (!sound.get(i)) {
                lost.add(names.get(i));
            }
        }
        return lost;
    }

    @Override
    public long highest(List<String> keys) {
        return SideBySide.each(keys, open::head).stream()
                .mapToLong(Seen::number)
                .filter(number -> number >= 0)
                .max()
                .orElse(0);
    }

    @Override
    public void expire(Scope scope, Set<Long> keepStages, long before) {
        // What is not listed now is not removed now: it only costs room.
        if (versions.isListed(scope) || looks.areDue(scope)) {
            versions.expire(scope, keepStages, before);
        }
    }

    @Override
    public void remove(List<String> keys) {
        List<Seen> there = SideBySide.each(keys, open::head);
        List<String> removable = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (there.get(i).exists() && there.get(i).versionId().isEmpty()) {
                removable.add(keys.get(i));
            }
        }
        open.delete(removable);
    }
}
