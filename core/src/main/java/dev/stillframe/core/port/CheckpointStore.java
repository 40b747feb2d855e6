package dev.stillframe.core.port;

import dev.stillframe.core.model.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Where builds keep what they have computed: for each scope one root record, and the immutable objects that it names.
 *
 * <p>Reads throw {@link StoreException} when they fail; {@link #replace} answers with a {@link CommitResult} instead.
 */
public interface CheckpointStore {
    /** The root record of a scope, empty before the first commit. Sees every commit that was answered before. */
    Optional<Root> load(Scope scope);

    /** An object by its id, empty when there is none. Never a torn one. */
    Optional<byte[]> object(Scope scope, String id);

    /**
     * Replaces the root record if it still has the expected version, together with new objects: all or nothing, durable when
     * answered. This is the only commit point of a build.
     *
     * @param expectedVersion the version that was loaded, 0 for a scope without a root
     * @param root the new root record
     * @param objects objects that the new root names and the store does not have yet
     * @param keep ids of all objects that the new root names; the others of the scope may be dropped at any time after
     */
    CommitResult replace(Scope scope, long expectedVersion, byte[] root, List<StateObject> objects, List<String> keep);

    /**
     * Begins to store objects that a {@link #replace(Scope, long, byte[], Prepared, List)} to come will name, where that saves time;
     * does not wait for it, and does not throw: the replacement waits, and says what failed.
     */
    default Prepared prepare(Scope scope, List<StateObject> objects) {
        return () -> objects;
    }

    /** As {@link #replace(Scope, long, byte[], List, List)}, with objects of the same scope that are under way. */
    default CommitResult replace(Scope scope, long expectedVersion, byte[] root, Prepared prepared, List<String> keep) {
        return replace(scope, expectedVersion, root, prepared.objects(), keep);
    }

    /** The scopes that have a root record. */
    List<Scope> scopes();

    /**
     * A root record.
     *
     * @param version changes with every replacement and never repeats, from 1
     * @param bytes what was stored; not to be changed
     */
    record Root(long version, byte[] bytes) {}

    /** Objects on their way into the store. For one replacement. */
    @FunctionalInterface
    interface Prepared extends AutoCloseable {
        /** What they are. */
        List<StateObject> objects();

        /** Drops them if no replacement took them. Does not throw: what is left is named by no root. */
        @Override
        default void close() {}
    }

    /** An immutable object of the state. The bytes are not to be changed. */
    record StateObject(String id, byte[] bytes) {}
}
