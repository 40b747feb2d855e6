package dev.stillframe.core.port;

/** What became of one sample that was handed to a {@link SampleStore}. */
public enum Verdict {
    /** It is stored, and counts. */
    STORED,
    /** A sample of the same host and time was there first; nothing was changed. */
    DUPLICATE
}
