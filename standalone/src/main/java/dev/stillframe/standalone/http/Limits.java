package dev.stillframe.standalone.http;

import java.time.Duration;

/**
 * What one client may take of the server.
 *
 * @param headerBytes size of a request's line and header together; a longer line is answered 414, longer headers 431
 * @param idle how long a connection may be silent, in a request or between two
 * @param headerTime how long a client may take to send a request's line and header, however busy it is meanwhile; it is cut
 *     off after at most one and a half times this
 * @param connections how many connections may be open; further ones wait in the system's queue
 * @param grace how long a stop waits for requests in work
 */
public record Limits(int headerBytes, Duration idle, Duration headerTime, int connections, Duration grace) {
    /** 8 KiB, 30 s, 10 s, 1,024 connections, 5 s. */
    public static final Limits DEFAULT =
            new Limits(8 << 10, Duration.ofSeconds(30), Duration.ofSeconds(10), 1024, Duration.ofSeconds(5));

    /**
     * Checks that all are above zero.
     *
     * @throws IllegalArgumentException when one is not
     */
    public Limits {
        if (headerBytes <= 0
                || connections <= 0
                || !idle.isPositive()
                || !headerTime.isPositive()
                || !grace.isPositive()) {
            throw new IllegalArgumentException("limits must be above zero");
        }
    }
}
