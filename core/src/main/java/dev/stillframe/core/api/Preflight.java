package dev.stillframe.core.api;

import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import java.util.List;

/** Answers to the question of a browser what a page of another origin may send. */
final class Preflight {
    private Preflight() {}

    /** For reading, and for asking for a refresh: any page may. */
    static Answer forReading(List<String> methods) {
        return Answer.bare(
                204,
                List.of(
                        new Header("Allow", String.join(", ", methods)),
                        new Header("Access-Control-Allow-Origin", "*"),
                        new Header("Access-Control-Allow-Methods", String.join(", ", methods)),
                        new Header(
                                "Access-Control-Allow-Headers",
                                "Authorization, Cache-Control, Content-Type, If-Modified-Since, If-None-Match, "
                                        + "Last-Event-ID, Prefer"),
                        new Header("Access-Control-Max-Age", "86400")));
    }

    /** For uploads: pages of other origins may not send them. */
    static Answer forWriting(List<String> methods) {
        return Answer.bare(204, List.of(new Header("Allow", String.join(", ", methods))));
    }
}
