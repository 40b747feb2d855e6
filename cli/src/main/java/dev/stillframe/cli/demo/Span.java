package dev.stillframe.cli.demo;

import java.util.List;

/**
 * A stretch of time.
 *
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive
 */
record Span(long from, long to) {
    boolean covers(long t) {
        return t >= from && t < to;
    }

    static boolean anyCovers(List<Span> spans, long t) {
        for (Span span : spans) {
            if (span.covers(t)) {
                return true;
            }
        }
        return false;
    }
}
