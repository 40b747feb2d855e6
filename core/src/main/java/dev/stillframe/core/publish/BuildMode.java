package dev.stillframe.core.publish;

/** What a build is asked to bring up to date. */
public enum BuildMode {
    /** The windows that are due by the order's cadence, and whatever is missing, damaged or marked stale. */
    DUE,
    /** All windows. */
    ALL,
    /** All windows, as somebody waits for them: what has not changed is confirmed, so that its meta says so. */
    REFRESH,
    /** All windows, from a state that is computed from the sample store again. */
    REBUILD
}
