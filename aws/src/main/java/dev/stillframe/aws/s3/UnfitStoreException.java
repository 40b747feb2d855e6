package dev.stillframe.aws.s3;

import dev.stillframe.core.port.StoreException;
import java.util.List;

/** A store lacks what the product's promise needs. Nothing was published to it. */
public final class UnfitStoreException extends StoreException {
    private static final long serialVersionUID = 1L;

    /** With the store's name and what is missing. */
    public UnfitStoreException(String store, List<String> missing) {
        super(store + " cannot be used: " + String.join("; ", missing));
    }
}
