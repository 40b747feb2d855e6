package dev.stillframe.aws;

import dev.stillframe.core.port.StoreException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A store lacks what the product's promise needs. Nothing was published to it. */
public final class UnfitStoreException extends StoreException {
    private static final long serialVersionUID = 1L;

    /** With the store's name and what is missing. */
    public UnfitStoreException(String store, List<String> missing) {
        super(sentence(store, missing));
    }

    private UnfitStoreException(String all) {
        super(all);
    }

    /** For several stores, by their names. */
    public static UnfitStoreException of(Map<String, List<String>> missing) {
        return new UnfitStoreException(missing.entrySet().stream()
                .map(store -> sentence(store.getKey(), store.getValue()))
                .collect(Collectors.joining("; ")));
    }

    private static String sentence(String store, List<String> missing) {
        return store + " cannot be used: " + String.join("; ", missing);
    }
}
