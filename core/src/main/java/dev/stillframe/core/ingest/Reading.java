package dev.stillframe.core.ingest;

/** What a format makes of one line. The reasons are few and do not depend on the line, so that a report can count them. */
sealed interface Reading {
    /** A line that belongs to the file but tells nothing: a header, a blank line. */
    Reading NOTHING = new Nothing();

    /** A record. */
    record Found(RawSample sample) implements Reading {}

    /** A record that cannot be read, and why. */
    record Unreadable(String reason) implements Reading {}

    /** A line that is no record of this format, and why it is taken for none. */
    record Foreign(String reason) implements Reading {}

    /** A header or a blank line. */
    record Nothing() implements Reading {}
}
