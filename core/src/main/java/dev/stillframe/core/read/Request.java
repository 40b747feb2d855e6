package dev.stillframe.core.read;

import org.jspecify.annotations.Nullable;

/**
 * A request as a client sent it. Header fields sent more than once are joined with commas.
 *
 * @param method the method, in capitals
 * @param path the path as sent, not decoded, beginning with a slash
 * @param query what followed the question mark, not decoded; null where there was none
 * @param ifNoneMatch the field {@code If-None-Match}
 * @param ifModifiedSince the field {@code If-Modified-Since}
 * @param acceptEncoding the field {@code Accept-Encoding}
 */
public record Request(
        String method,
        String path,
        @Nullable String query,
        @Nullable String ifNoneMatch,
        @Nullable String ifModifiedSince,
        @Nullable String acceptEncoding) {}
