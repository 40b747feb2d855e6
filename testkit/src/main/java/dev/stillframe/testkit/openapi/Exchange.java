package dev.stillframe.testkit.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer.
 *
 * @param method the method, in capitals
 * @param path the path as sent
 * @param query what followed the question mark, not decoded; null where there was none
 * @param sent the request's body, plain; null where there was none
 * @param status the HTTP status
 * @param headers the answer's header fields, by name in any case
 * @param body the answer's body, plain
 */
public record Exchange(
        String method,
        String path,
        @Nullable String query,
        @Nullable Sent sent,
        int status,
        Map<String, List<String>> headers,
        byte[] body) {
    /** Copies the headers. */
    public Exchange {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    /**
     * A body that was sent.
     *
     * @param contentType its media type, without parameters
     * @param body its bytes, before they were packed
     */
    public record Sent(String contentType, byte[] body) {}

    /** The first value of a header field of the answer. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }

    /** Whether the request was done. */
    boolean isAccepted() {
        return status < 400;
    }

    /** The request in a line. */
    @Override
    public String toString() {
        return method + " " + path + (query == null ? "" : "?" + query) + " -> " + status;
    }
}
