package dev.stillframe.core.api;

import dev.stillframe.core.read.Answer;
import java.util.List;

/** What the API says to a call. */
public sealed interface Reply {
    /** What a line of the log tells of it. */
    Facts facts();

    /** An answer, to be sent as it is. */
    record Whole(Answer answer, Facts facts) implements Reply {}

    /**
     * A stream of events that begins at once and goes on. A transport that cannot stream answers 501 instead.
     *
     * @param headers all header fields of a 200
     * @param events what to send; subscribed to once, and closed by the transport when the client is gone
     */
    record Stream(List<Answer.Header> headers, Events events, Facts facts) implements Reply {
        /** Copies the headers. */
        public Stream {
            headers = List.copyOf(headers);
        }
    }
}
