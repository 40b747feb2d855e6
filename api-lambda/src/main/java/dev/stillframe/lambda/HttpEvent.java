package dev.stillframe.lambda;

import dev.stillframe.core.api.Call;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request as an HTTP API hands it to a function, payload format 2.0 (Amazon API Gateway Developer Guide, "Create AWS Lambda proxy
 * integrations for HTTP APIs").
 *
 * @param call the request
 * @param body its body as it was sent, empty where there was none
 */
record HttpEvent(Call call, byte[] body) {
    /** Where a viewer is, as CloudFront tells its origin: an address, a colon, a port. */
    private static final String VIEWER = "cloudfront-viewer-address";

    private static final byte[] NOTHING = new byte[0];

    /**
     * Reads an event.
     *
     * @param behindProxy whether CloudFront is in front, and nobody else can reach the API
     * @throws IllegalArgumentException when it is none of an HTTP API, or its body is not what it says
     */
    static HttpEvent read(JsonNode event, boolean behindProxy) {
        JsonNode http = event.path("requestContext").path("http");
        if (!http.path("method").isString() || !event.path("rawPath").isString()) {
            throw new IllegalArgumentException("the event is none of an HTTP API in payload format 2.0");
        }
        Map<String, String> headers = new TreeMap<>();
        event.path("headers")
                .properties()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asString()));
        String query = event.path("rawQueryString").asString("");
        Call call = new Call(
                http.path("method").asString(),
                event.path("rawPath").asString(),
                query.isEmpty() ? null : query,
                headers,
                address(http.path("sourceIp").asString(""), behindProxy ? viewer(headers) : null));
        return new HttpEvent(call, body(event));
    }

    private static String address(String source, @Nullable String viewer) {
        return viewer == null ? source : viewer.replaceFirst(":[0-9]+$", "");
    }

    private static @Nullable String viewer(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(h -> h.getKey().equalsIgnoreCase(VIEWER))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static byte[] body(JsonNode event) {
        String body = event.path("body").asString("");
        if (body.isEmpty()) {
            return NOTHING;
        }
        return event.path("isBase64Encoded").asBoolean(false)
                ? Base64.getDecoder().decode(body)
                : body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
