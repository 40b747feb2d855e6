package dev.stillframe.core.encode;

/**
 * One payload, encoded.
 *
 * @param json the JSON text, UTF-8, before gzip
 * @param checksum {@code sha256:} and 64 hex digits, of {@code json}
 * @param points entries of each array
 * @param samples sum of all counts and failures
 * @param lastSampleAt epoch milliseconds of the last sample, {@link Long#MIN_VALUE} without one
 */
public record Payload(byte[] json, String checksum, int points, long samples, long lastSampleAt) {}
