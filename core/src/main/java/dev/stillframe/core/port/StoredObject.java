package dev.stillframe.core.port;

/**
 * The bytes of one object of the public store.
 *
 * @param key its key, such as {@code latest_1h_20.json}
 * @param body as stored: gzip-encoded or plain; not to be changed
 * @param gzip whether the body is gzip-encoded
 */
public record StoredObject(String key, byte[] body, boolean gzip) {}
