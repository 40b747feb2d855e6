package dev.stillframe.core.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer, ready to be sent as it is.
 *
 * @param status the HTTP status, 200 to 599
 * @param headers all header fields but {@code Date} and those of the connection
 * @param body the bytes to send, empty where the method or the status allows none; not to be changed
 */
public record Answer(int status, List<Header> headers, byte[] body) {
    private static final byte[] NOTHING = new byte[0];

    /** Copies the headers. */
    public Answer {
        headers = List.copyOf(headers);
    }

    /** One header field. */
    public record Header(String name, String value) {}

    /** An answer that has no body, such as 204. */
    public static Answer bare(int status, List<Header> headers) {
        return new Answer(status, headers, NOTHING);
    }

    /** An answer with a body, whose {@code Content-Length} is added; for HEAD only the length is told. */
    public static Answer of(int status, List<Header> headers, byte[] body, String method) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("Content-Length", Integer.toString(body.length)));
        return new Answer(status, all, method.equals("HEAD") ? NOTHING : body);
    }

    /** 304: no body, and the {@code Content-Length} that the 200 would have (RFC 9110, 8.6, allows no other). */
    public static Answer notModified(List<Header> headers, int length) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("Content-Length", Integer.toString(length)));
        return new Answer(304, all, NOTHING);
    }

    /** The value of a header field; its name in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** The same with one header field in place of all of its name. */
    public Answer replacing(Header header) {
        List<Header> all = new ArrayList<>(headers);
        all.removeIf(h -> h.name().equalsIgnoreCase(header.name()));
        all.add(header);
        return new Answer(status, all, body);
    }

    /** The same with further header fields. */
    public Answer with(Header... more) {
        List<Header> all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return new Answer(status, all, body);
    }
}
