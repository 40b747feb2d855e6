package dev.stillframe.aws;

import java.util.Collection;
import java.util.Optional;

/**
 * Where a {@link dev.stillframe.aws.dynamodb.DynamoCheckpointStore} keeps what is too large for an item. Keys are {@code SCOPE/NAME}, never used twice.
 * Methods throw {@link dev.stillframe.core.port.StoreException} when they fail.
 */
public interface StateObjects {
    /** Stores an object, durably when it returns. */
    void put(String key, byte[] bytes);

    /** An object, empty when there is none. Sees every one whose storing was answered. */
    Optional<byte[]> get(String key);

    /** Removes objects that nothing names any more. */
    void remove(Collection<String> keys);
}
