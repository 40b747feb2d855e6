package dev.stillframe.core.port;

import java.util.Optional;

/**
 * A few named texts about a deployment, such as the settings that it was built with. Survives the process; every method is atomic.
 * Methods throw {@link StoreException} when they fail; a {@link #put} has then either happened or not, and may be repeated.
 */
public interface FactStore {
    /** The longest text, in characters. */
    int MOST = 10_000;

    /** The text with a name, as it was last put by anybody; empty when it never was. */
    Optional<String> get(String name);

    /**
     * Puts a text under a name, in place of what was there.
     *
     * @param name of lower-case letters, digits and hyphens
     * @param value at most {@link #MOST} characters
     */
    void put(String name, String value);
}
