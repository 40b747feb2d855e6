package dev.stillframe.core.port;

import dev.stillframe.core.model.Scope;
import java.util.regex.Pattern;

/**
 * A build that somebody else is to do.
 *
 * @param scope what to build
 * @param kind how
 * @param id tells the task from others: letters, digits, hyphens and underscores, at most 128. The same one sent twice is meant to be
 *     done once
 */
public record BuildTask(Scope scope, Kind kind, String id) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException when it is none
     */
    public BuildTask {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' is no id of a task");
        }
    }

    /** How to build. */
    public enum Kind {
        /** The windows that are due. */
        DUE,
        /** All windows. */
        ALL,
        /** All windows, for those who asked and wait. */
        REFRESH
    }
}
