package dev.stillframe.core.api;

/** What the API says to the head of a request, before its body is read. */
public sealed interface Admission {
    /** The most bytes that a compressed body unpacks to: 8 MiB. */
    int UNPACKED = 8 << 20;

    /** The body is not wanted: this is the reply. */
    record Answered(Reply reply) implements Admission {}

    /**
     * The caller may send a body.
     *
     * @param maxBytes the most bytes to read; one that is longer is answered with {@link Body#tooLong}
     * @param body makes the reply of it
     */
    record Wanted(int maxBytes, Body body) implements Admission {}

    /** Makes a reply of a body. */
    interface Body {
        /** The reply to a whole body, as it was sent: still compressed where it was. May wait for up to three seconds. */
        Reply reply(byte[] body);

        /** The reply to a body that is longer than allowed. */
        Reply tooLong();
    }
}
