package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Call;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A request and the way back.
 *
 * @param address the client's IP address, empty where it is not known
 */
record Exchange(Request request, Response response, Callback callback, String address) {
    private static final String FORWARDED = "X-Forwarded-For";

    /** What may be an address; others are not even tried. */
    private static final Pattern LITERAL = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    /**
     * An exchange.
     *
     * @param behindProxy whether the last element of {@code X-Forwarded-For}, which the nearest proxy has added, is the client's
     *     address where it is one
     */
    static Exchange of(Request request, Response response, Callback callback, boolean behindProxy) {
        String remote = remote(request);
        return new Exchange(
                request, response, callback, behindProxy ? forwarded(request).orElse(remote) : remote);
    }

    String path() {
        return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
    }

    EndPoint endPoint() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    /** Whether the client sends a body. */
    boolean hasBody() {
        HttpFields headers = request.getHeaders();
        return headers.contains(HttpHeader.TRANSFER_ENCODING) || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
    }

    /** The request as the core takes it. */
    Call toCall() {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            String value = Optional.ofNullable(field.getValue()).orElse("");
            headers.merge(field.getLowerCaseName(), value, (one, other) -> one + ", " + other);
        }
        return new Call(request.getMethod(), path(), request.getHttpURI().getQuery(), headers, address);
    }

    private static String remote(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket
                        && socket.getAddress() != null
                ? text(socket.getAddress())
                : "";
    }

    private static Optional<String> forwarded(Request request) {
        List<String> fields = request.getHeaders().getValuesList(FORWARDED);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        String last = fields.getLast();
        String element = last.substring(last.lastIndexOf(',') + 1).strip();
        if (!LITERAL.matcher(element).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(text(InetAddress.ofLiteral(element)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Without the name of the interface, which IPv6 addresses of the own link have. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
