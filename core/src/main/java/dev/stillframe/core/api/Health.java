package dev.stillframe.core.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the running product is.
 *
 * @param status the whole in a word
 * @param version of the product
 * @param uptime since it was started
 * @param scopes each scope that is built
 */
public record Health(Status status, String version, Duration uptime, List<ScopeHealth> scopes) {
    /** Copies the list. */
    public Health {
        scopes = List.copyOf(scopes);
    }

    /** The whole in a word. */
    public enum Status {
        /** All is well. */
        OK,
        /** It serves, but something needs a look: builds fail, or snapshots are stale. */
        DEGRADED
    }

    /**
     * How one scope is.
     *
     * @param scope its name
     * @param age time since its last build; null when it was never built
     * @param stale whether any of its snapshots is stale
     */
    public record ScopeHealth(String scope, @Nullable Duration age, boolean stale) {}
}
