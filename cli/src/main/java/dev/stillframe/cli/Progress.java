package dev.stillframe.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;

/** Says how far a long task is, from two seconds on and then every two: how much, how fast, how long it will take yet. */
final class Progress {
    private static final long EVERY_NANOS = 2_000_000_000L;

    private final PrintWriter err;
    private final String what;
    private final boolean bytes;
    private final long started = System.nanoTime();
    private long told = started;

    private Progress(PrintWriter err, String what, boolean bytes) {
        this.err = err;
        this.what = what;
        this.bytes = bytes;
    }

    /** Progress in pieces: "built 3 of 12 scopes". */
    static Progress pieces(PrintWriter err, String what) {
        return new Progress(err, what, false);
    }

    /** Progress in bytes: "read 3.1 of 12.0 MB". */
    static Progress bytes(PrintWriter err, String what) {
        return new Progress(err, what, true);
    }

    /** So much of so much is done. For use by any thread. */
    synchronized void at(long done, long total) {
        long now = System.nanoTime();
        if (now - told < EVERY_NANOS || done <= 0) {
            return;
        }
        told = now;
        double seconds = (now - started) / 1e9;
        double rate = done / seconds;
        String left = total > done ? ", " + Text.duration((long) ((total - done) / rate * 1000)) + " left" : "";
        err.println(what + " " + shown(done) + " of " + shown(total) + ", " + rate(rate) + left);
    }

    /** So much is done, up to a time (epoch milliseconds), and nobody knows of how much. For use by any thread. */
    synchronized void upTo(long done, long t) {
        long now = System.nanoTime();
        if (now - told < EVERY_NANOS || done <= 0) {
            return;
        }
        told = now;
        err.println(what + " " + shown(done) + ", up to " + Instant.ofEpochMilli(t) + ", "
                + rate(done / ((now - started) / 1e9)));
    }

    private String shown(long amount) {
        return bytes ? Text.bytes(amount) : Text.count(amount);
    }

    private String rate(double perSecond) {
        return bytes
                ? Text.bytes((long) perSecond) + "/s"
                : (perSecond < 10 ? String.format(Locale.ROOT, "%.1f", perSecond) : Text.count((long) perSecond))
                        + "/s";
    }
}
