package dev.stillframe.core.port;

/**
 * A host of the sample store.
 *
 * @param host its name
 * @param head where its log ends
 * @param lastSampleAt epoch milliseconds of its newest sample that counts and is not after the time asked for;
 *     {@link Long#MIN_VALUE} when it has none
 */
public record HostSummary(String host, Position head, long lastSampleAt) {}
