package dev.stillframe.core.port;

/**
 * The longest chain of requests that waited for one another, thread by thread. It is counted by who waits for whom and not by a clock:
 * requests of one thread follow each other; those that {@link SideBySide} makes begin together, and whoever waits for them goes on
 * after the longest of their chains.
 */
public final class Chain {
    private static final ThreadLocal<int[]> LENGTH = ThreadLocal.withInitial(() -> new int[1]);

    private Chain() {}

    /** How long the chain of this thread is now. */
    public static int length() {
        return LENGTH.get()[0];
    }

    /** This thread makes a request. */
    public static void request() {
        LENGTH.get()[0]++;
    }

    /** This thread goes on from a chain: of 0 to begin anew, of whoever started it. */
    public static void start(int length) {
        LENGTH.get()[0] = length;
    }

    /** This thread has waited for the end of a chain. */
    public static void join(int length) {
        LENGTH.get()[0] = Math.max(LENGTH.get()[0], length);
    }
}
