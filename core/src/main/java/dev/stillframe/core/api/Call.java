package dev.stillframe.core.api;

import dev.stillframe.core.read.Request;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request without its body.
 *
 * @param method the method, in capitals
 * @param path the path as sent, not decoded, beginning with a slash
 * @param query what followed the question mark, not decoded; null where there was none
 * @param headers header fields by name in lower case; one that was sent more than once is joined with commas
 * @param address where the client is, an IP address without a port; empty when it is not known
 */
public record Call(String method, String path, @Nullable String query, Map<String, String> headers, String address) {
    /** Copies the headers, and puts their names into lower case. */
    public Call {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
    }

    /** A header field by its name in lower case, or null. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The same as the public files take it. */
    public Request toRequest() {
        return new Request(
                method, path, query, header("if-none-match"), header("if-modified-since"), header("accept-encoding"));
    }
}
