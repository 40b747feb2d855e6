package dev.stillframe.web;

/**
 * One file that pages name.
 *
 * @param path where it is served, such as {@code /app/3f2a9c01d4e5/main.js}; without the first slash it is the key of a store
 * @param contentType media type, with the character set where it is a text
 * @param bytes the content, not compressed; not to be changed
 * @param hash SHA-256 of the bytes, 64 lower-case hexadecimal digits; fit for an entity tag
 */
public record WebAsset(String path, String contentType, byte[] bytes, String hash) {}
