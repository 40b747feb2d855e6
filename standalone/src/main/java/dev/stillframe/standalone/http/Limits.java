package dev.stillframe.standalone.http;

import java.time.Duration;

/**
 * What one client may take of the server.
 *
 * @param headerBytes size of a request's line and header together; a longer line is answered 414, longer headers 431
 * @param idle how long a connection may be silent, in a request or between two, and how long one write may make no progress
 * @param headerTime how long a client may take to send a request's line and header, however busy it is meanwhile; it is cut
 *     off after at most one and a half times this
 * @param connections how many connections may be open; further ones wait in the system's queue
 * @param grace how long a stop waits for requests in work
 * @param transfers how slowly bodies and answers may pass, and how much memory bodies may take
 * @param streams how many event streams may be open, and for how long
 */
public record Limits(
        int headerBytes,
        Duration idle,
        Duration headerTime,
        int connections,
        Duration grace,
        Transfers transfers,
        Streams streams) {
    /** 8 KiB, 30 s, 10 s, 1,024 connections, 5 s, and the usual ones of transfers and streams. */
    public static final Limits DEFAULT =
            new Limits(8 << 10, Duration.ofSeconds(30), Duration.ofSeconds(10), 1024, Duration.ofSeconds(5));

    /**
     * Checks that all are above zero.
     *
     * @throws IllegalArgumentException when one is not
     */
    public Limits {
        check(headerBytes > 0 && connections > 0 && idle.isPositive() && headerTime.isPositive() && grace.isPositive());
    }

    /** With the usual limits of transfers and streams. */
    public Limits(int headerBytes, Duration idle, Duration headerTime, int connections, Duration grace) {
        this(headerBytes, idle, headerTime, connections, grace, Transfers.DEFAULT, Streams.DEFAULT);
    }

    /** The same with other limits of transfers. */
    public Limits with(Transfers other) {
        return new Limits(headerBytes, idle, headerTime, connections, grace, other, streams);
    }

    /** The same with other limits of streams. */
    public Limits with(Streams other) {
        return new Limits(headerBytes, idle, headerTime, connections, grace, transfers, other);
    }

    /**
     * Limits of what passes through a connection.
     *
     * @param bodyTime how long a client may take to send a body, beside the time its bytes so far take at the slowest pace
     * @param answerTime the same for reading an answer
     * @param bytesPerSecond the slowest pace
     * @param bodyMemory memory for all bodies that are being read or worked on, in bytes
     */
    public record Transfers(Duration bodyTime, Duration answerTime, int bytesPerSecond, int bodyMemory) {
        /** 10 s, 30 s, 1,000 bytes a second, 128 MiB. */
        public static final Transfers DEFAULT =
                new Transfers(Duration.ofSeconds(10), Duration.ofSeconds(30), 1000, 128 << 20);

        /**
         * Checks that all are above zero.
         *
         * @throws IllegalArgumentException when one is not
         */
        public Transfers {
            check(bodyTime.isPositive() && answerTime.isPositive() && bytesPerSecond > 0 && bodyMemory > 0);
        }
    }

    /**
     * Limits of event streams.
     *
     * @param most how many may be open at once; 0 for none
     * @param heartbeat how often a silent one says that it is there
     * @param life after how long one is ended; its client comes back and goes on where it was
     */
    public record Streams(int most, Duration heartbeat, Duration life) {
        /** 512, 15 s, 10 minutes. */
        public static final Streams DEFAULT = new Streams(512, Duration.ofSeconds(15), Duration.ofMinutes(10));

        /**
         * Checks that all make sense.
         *
         * @throws IllegalArgumentException when one does not
         */
        public Streams {
            check(most >= 0 && heartbeat.isPositive() && life.isPositive());
        }
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("limits must be above zero");
        }
    }
}
