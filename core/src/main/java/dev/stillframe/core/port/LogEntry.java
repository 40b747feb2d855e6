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

    /** All samples of a host with a certain origin, stored before this entry, ceased to count. */
    record Withdrawn(long seq, String host, String origin) implements LogEntry {}
}
