package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.StateObjects;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.CommitResult;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Checkpoints with their roots on DynamoDB and their objects in an object store. A root is replaced by one conditional put; its
 * item says under which keys the objects lie that it names. The keys are new ones for every attempt, so that nothing that is
 * named is ever overwritten. For use by any number of threads and processes.
 */
public final class DynamoCheckpointStore implements CheckpointStore {
    private static final String LIST = "scopes";
    /** An item holds 400 kB, names included; but from a dozen kB on, one more object is cheaper than what an item costs. */
    private static final int MOST_BYTES = 64_000;
    /** How many commits back a root still says whose they were. */
    private static final int WRITERS = 8;
    /** Smaller ones are kept as they are. */
    private static final int PACKED_FROM = 4_000;

    /** Roots that were read last, for the questions of the same build; each up to some 300 kB. */
    private static final int REMEMBERED = 32;

    private final Database database;
    private final StateObjects objects;
    private final Map<Scope, Item> remembered = ofTheLast(REMEMBERED);
    /** Packs that were read last, of which a build asks for several objects; never changed once written. */
    private final Map<String, byte[]> packs = ofTheLast(REMEMBERED / 4);

    /**
     * A store in tables that exist.
     *
     * @param ids random texts of at most 36 characters, no two the same
     */
    public DynamoCheckpointStore(DynamoDbClient client, Tables tables, StateObjects objects, Supplier<String> ids) {
        this.database = new Database(client, tables, ids);
        this.objects = objects;
    }

    private static Item key(Scope scope) {
        return Item.key("root#" + scope.name(), "root");
    }

    @Override
    public Optional<Root> load(Scope scope) {
        Optional<Item> item = database.get(key(scope));
        if (item.isEmpty()) {
            return Optional.empty();
        }
        Optional<byte[]> bytes = bytes(item.get());
        if (bytes.isEmpty()) {
            // It may have been replaced while this was reading.
            Item again =
                    database.get(key(scope)).orElseThrow(() -> new StoreException("the root of " + scope + " is gone"));
            bytes = bytes(again);
            item = Optional.of(again);
        }
        Item read = item.get();
        remembered.put(scope, read);
        return Optional.of(new Root(
                read.number("v"),
                bytes.orElseThrow(() -> new StoreException("the root of " + scope + " is lost or damaged"))));
    }

    private Optional<byte[]> bytes(Item item) {
        Optional<byte[]> stored = item.has("b")
                ? Optional.of(item.bytes("b"))
                : objects.get(item.text("at"))
                        .filter(bytes -> Checksum.of(bytes).equals(item.text("sum")));
        return item.flag("gzip") ? stored.map(DynamoCheckpointStore::unpacked) : stored;
    }

    @Override
    public Optional<byte[]> object(Scope scope, String id) {
        // A root that was replaced meanwhile may have taken an object of the same id elsewhere.
        // The first look is at the root that was loaded last, which is mostly the one that named the id.
        for (int attempt = 0; attempt < 3; attempt++) {
            Optional<Item> known = attempt == 0 ? Optional.ofNullable(remembered.get(scope)) : database.get(key(scope));
            String at = known.map(root -> root.texts("objects").get(id)).orElse(null);
            if (at == null && attempt > 0) {
                return Optional.empty();
            }
            Optional<byte[]> found = at == null ? Optional.empty() : stored(at, id);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> stored(String at, String id) {
        if (!StatePack.is(at)) {
            return objects.get(at);
        }
        byte[] known = packs.get(at);
        Optional<byte[]> pack = known == null ? objects.get(at) : Optional.of(known);
        pack.ifPresent(bytes -> packs.put(at, bytes));
        return pack.flatMap(bytes -> StatePack.find(bytes, id));
    }

    /** A map of the entries that were asked for last. */
    private static <K, V> Map<K, V> ofTheLast(int most) {
        return Collections.synchronizedMap(new LinkedHashMap<>(most, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }

    /** Objects that are being stored under names of their own. */
    private final class Underway implements Prepared {
        private final String id;
        private final List<StateObject> added;
        private final Map<String, String> names = new LinkedHashMap<>();
        private final SideBySide.Begun<Boolean> storing;
        private boolean taken;

        private Underway(Scope scope, List<StateObject> added, String id) {
            this.id = id;
            this.added = added;
            if (added.size() == 1) {
                StateObject only = added.getFirst();
                String at = scope.name() + "/" + only.id() + "-" + id;
                names.put(only.id(), at);
                this.storing = storing(at, only.bytes());
            } else {
                String at = scope.name() + "/" + StatePack.name(id);
                added.forEach(object -> names.put(object.id(), at));
                this.storing = added.isEmpty() ? SideBySide.begin(() -> true) : storing(at, StatePack.write(added));
            }
        }

        private SideBySide.Begun<Boolean> storing(String at, byte[] bytes) {
            return SideBySide.begin(() -> {
                objects.put(at, bytes);
                return true;
            });
        }

        @Override
        public List<StateObject> objects() {
            return added;
        }

        /** From here on the commit decides what becomes of them. */
        private Map<String, String> take() {
            storing.answer();
            taken = true;
            return names;
        }

        @Override
        @SuppressWarnings("EmptyCatch")
        public void close() {
            if (!taken) {
                try {
                    storing.answer();
                } catch (StoreException e) {
                    // What arrived of them goes all the same.
                }
                remove(List.copyOf(Set.copyOf(names.values())));
            }
        }
    }

    @Override
    public Prepared prepare(Scope scope, List<StateObject> added) {
        return new Underway(scope, added, database.newId());
    }

    @Override
    public CommitResult replace(
            Scope scope, long expectedVersion, byte[] root, List<StateObject> added, List<String> keep) {
        try (Underway prepared = new Underway(scope, added, database.newId())) {
            return replace(scope, expectedVersion, root, prepared, keep);
        }
    }

    @Override
    public CommitResult replace(Scope scope, long expectedVersion, byte[] root, Prepared prepared, List<String> keep) {
        return prepared instanceof Underway underway
                ? replace(scope, expectedVersion, root, underway, keep)
                : replace(scope, expectedVersion, root, prepared.objects(), keep);
    }

    private CommitResult replace(Scope scope, long expectedVersion, byte[] root, Underway prepared, List<String> keep) {
        String id = prepared.id;
        try {
            Map<String, String> names = new HashMap<>();
            List<String> writers = new ArrayList<>(List.of(id));
            if (expectedVersion > 0) {
                // A root that was loaded with this version still is so, or the condition finds that out.
                Item loaded = remembered.remove(scope);
                Optional<Item> present = loaded != null && loaded.number("v") == expectedVersion
                        ? Optional.of(loaded)
                        : database.get(key(scope));
                if (present.isEmpty() || present.get().number("v") != expectedVersion) {
                    return new CommitResult.Lost();
                }
                names.putAll(present.get().texts("objects"));
                writers.addAll(writers(present.get()));
            }
            names.keySet().retainAll(Set.copyOf(keep));
            Map<String, String> stored = prepared.take();
            names.putAll(stored);
            List<String> mine = new ArrayList<>(Set.copyOf(stored.values()));
            Item item = key(scope)
                    .number("v", expectedVersion + 1)
                    .text("writers", String.join(" ", writers.subList(0, Math.min(WRITERS, writers.size()))))
                    .texts("objects", names);
            fill(item, scope, root, id, mine);
            CommitResult answer = commit(scope, expectedVersion, item, id);
            if (answer instanceof CommitResult.Lost) {
                remove(mine);
            }
            return answer;
        } catch (StoreException e) {
            return new CommitResult.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private void fill(Item item, Scope scope, byte[] root, String id, List<String> mine) {
        byte[] stored = root.length < PACKED_FROM ? root : packed(root);
        item.flag("gzip", root.length >= PACKED_FROM);
        if (stored.length <= MOST_BYTES) {
            item.bytes("b", stored);
        } else {
            String at = scope.name() + "/root-" + id;
            mine.add(at);
            objects.put(at, stored);
            item.text("at", at).text("sum", Checksum.of(stored));
        }
    }

    private CommitResult commit(Scope scope, long expected, Item item, String id) {
        if (expected == 0) {
            Transaction transaction = database.transaction()
                    .put(item, "attribute_not_exists(pk)", Item.empty())
                    .put(Item.key(LIST, scope.name()), null, Item.empty());
            return switch (transaction.run()) {
                case Transaction.Outcome.Done done -> new CommitResult.Committed(1);
                case Transaction.Outcome.Refused refused ->
                    judge(refused.unmet().getOrDefault(0, Item.empty()), 0, id, true);
            };
        }
        return switch (database.put(item, "v = :v", Item.empty().number(":v", expected))) {
            case Database.Written.Done done -> {
                List<String> left = new ArrayList<>(Set.copyOf(places(done.before())));
                left.removeAll(places(item));
                remove(left);
                yield new CommitResult.Committed(expected + 1);
            }
            case Database.Written.Refused refused -> judge(refused.there(), expected, id, refused.once());
        };
    }

    /** What a refusal means: a request that was sent twice may have met its own root. */
    private static CommitResult judge(Item there, long expected, String id, boolean once) {
        if (writers(there).contains(id)) {
            return new CommitResult.Committed(expected + 1);
        }
        if (once || there.numberOr("v", 0) <= expected + WRITERS) {
            return new CommitResult.Lost();
        }
        return new CommitResult.Unknown("the answer was lost, and many others have committed since");
    }

    /** Whose the last commits were, the newest first. */
    private static List<String> writers(Item item) {
        return item.has("writers") ? List.of(item.text("writers").split(" ", -1)) : List.of();
    }

    private static Collection<String> places(Item item) {
        List<String> places = new ArrayList<>(item.texts("objects").values());
        if (item.has("at")) {
            places.add(item.text("at"));
        }
        return places;
    }

    /**
     * The keys of the objects that the root of a scope names, as they lie in {@link StateObjects}; none where there is no root.
     *
     * @throws StoreException when it cannot be read
     */
    public Set<String> named(Scope scope) {
        return database.get(key(scope)).map(root -> Set.copyOf(places(root))).orElse(Set.of());
    }

    /** What cannot be removed stays; it is in nobody's way. */
    @SuppressWarnings("EmptyCatch")
    private void remove(List<String> keys) {
        try {
            objects.remove(keys);
        } catch (StoreException e) {
            // The commit is answered whatever becomes of what it left.
        }
    }

    @Override
    public List<Scope> scopes() {
        return database.all(LIST).stream()
                .map(item -> new Scope(item.text(Tables.SORT)))
                .sorted()
                .toList();
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] unpacked(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new StoreException("a root is damaged", e);
        }
    }
}
