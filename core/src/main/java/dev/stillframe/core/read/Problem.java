package dev.stillframe.core.read;

import dev.stillframe.core.read.Answer.Header;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Errors as {@code application/problem+json} (RFC 9457). */
public final class Problem {
    private static final JsonFactory JSON = new JsonFactory();

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(426, "Upgrade Required"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(505, "HTTP Version Not Supported"));

    private Problem() {}

    /**
     * An answer that says what went wrong. No cache may keep it, any page may read it.
     *
     * @param status the HTTP status, 400 to 599
     * @param detail a sentence for whoever sent the request; must not name files, hosts or code of the server
     * @param allowed what would have been right; left out of the answer where it is empty
     * @param method the request's method: HEAD gets no body
     */
    public static Answer answer(int status, String detail, List<String> allowed, String method) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("type", "about:blank");
            json.writeStringProperty(
                    "title", TITLES.getOrDefault(status, status < 500 ? "Bad Request" : "Server Error"));
            json.writeNumberProperty("status", status);
            json.writeStringProperty("detail", detail);
            if (!allowed.isEmpty()) {
                json.writeArrayPropertyStart("allowed");
                allowed.forEach(json::writeString);
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        List<Header> headers = List.of(
                new Header("Content-Type", "application/problem+json"),
                new Header("Cache-Control", "no-store"),
                new Header("Access-Control-Allow-Origin", "*"),
                new Header("X-Content-Type-Options", "nosniff"));
        return Answer.of(status, headers, out.toByteArray(), method);
    }

    /** 405, with the methods that are allowed in {@code Allow} too. */
    public static Answer methodNotAllowed(List<String> allowed, String method) {
        return answer(405, "This address knows no other methods than those allowed.", allowed, method)
                .with(new Header("Allow", String.join(", ", allowed)));
    }
}
