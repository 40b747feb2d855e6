package dev.stillframe.core.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a token is for. Reading is public unless a deployment closes it; every role may read, and ask for a refresh. */
public enum Role {
    /** Reads, where reading is closed. */
    VIEWER,
    /** Uploads samples and fallbacks of its own host. */
    COLLECTOR,
    /** Runs the deployment. */
    OPERATOR,
    /** Sees the deployment's own figures too. */
    ADMIN;

    /** All, in the order above. */
    public static final List<Role> ALL = List.of(values());

    /** The name in commands and answers: {@code viewer}, {@code collector}, {@code operator}, {@code admin}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role with a label. */
    public static Optional<Role> of(String label) {
        return ALL.stream().filter(r -> r.label().equals(label)).findFirst();
    }
}
