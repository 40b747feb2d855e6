package dev.stillframe.core.port;

import dev.stillframe.core.model.Sample;

/**
 * One entry of a log of arrivals. Its number is higher than that of every entry stored in the same log before it, and never used
 * again. All entries of a host are in one log; those of two hosts may be in two, and have the same number.
 */
public sealed interface LogEntry {
    /** The entry's number, from 1. */
    long seq();

    /** A sample was accepted. */
    record Arrived(long seq, Sample sample) implements LogEntry {}

    /**
     * Samples of a host that had arrived before this entry ceased to count, or count again: an origin was taken back or put into
     * quarantine, samples were set aside or restored. Which, a scan tells.
     *
     * @param from no sample before this time is concerned, epoch milliseconds
     * @param to no sample after this time is concerned, epoch milliseconds, not before {@code from}
     */
    record Changed(long seq, String host, long from, long to) implements LogEntry {
        /** An entry. */
        public Changed {
            if (from > to) {
                throw new IllegalArgumentException("a span from " + from + " to " + to);
            }
        }
    }
}
