package dev.stillframe.core.port;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import java.util.List;

/**
 * Where samples are kept, in their order of arrival. What is computed anywhere is computed from here.
 *
 * <p>There is one log for all hosts, or one for each. Numbers of a log are handed out in commit order: once a reader has seen
 * number n, no entry with a lower number appears in that log. A {@link Position} is valid for the scope that it was asked for,
 * for ever. Every method throws {@link StoreException} when the store cannot be reached or refuses. A call with an effect has then
 * happened for some hosts and not for others: of each host {@link #append} has stored some of the first samples of its order,
 * all or none of them included, {@link #withdraw} and {@link #quarantine} have taken back everything or nothing, and {@link
 * #setAside} and {@link #restore} have done some of their first pieces. It may be repeated, and then does the rest; what was stored
 * before is then a duplicate.
 *
 * <p>A sample counts unless it was taken back with its origin, or is set aside by itself. The first is for ever, the second until it
 * is restored; what was taken back is no longer set aside.
 */
public interface SampleStore {
    /** The most samples of one host that every store takes in one atomic step, each of at most 3 kB. */
    int TOGETHER = 97;

    /**
     * Stores the samples whose identity (host, t) is not taken, durably, those of a host in the given order. Of two with the same
     * identity in one call the first wins. Readers see up to {@link #TOGETHER} samples of one host in one call together or not
     * at all; a larger call, or one for several hosts, they may see in pieces before it is answered.
     *
     * @param origin where they come from, such as {@code import:7} or {@code token:k3v9}: what {@link #withdraw} and {@link
     *     #quarantine} take back
     * @return a verdict for each sample, in the order given
     * @throws ClosedOriginException when the origin is in quarantine; nothing is stored
     */
    List<Verdict> append(List<Sample> samples, String origin);

    /**
     * Takes back all samples of an origin, also those that are set aside: they count no longer, and their identities are free
     * again. Adds one {@link LogEntry.Changed} for each host concerned, atomically for each host. Repeating it changes nothing.
     *
     * @return how many samples were taken back
     */
    long withdraw(String origin);

    /**
     * Puts all samples of an origin into quarantine, also those that are set aside: they count no longer, but keep their
     * identities, so that the same samples are duplicates when they come again. Adds one {@link LogEntry.Changed} for each host
     * concerned, atomically for each host. The origin is closed first: also where the rest failed, {@link #append} refuses the origin with a {@link ClosedOriginException}. Repeating it changes nothing.
     *
     * @return how many samples were put into quarantine
     */
    long quarantine(String origin);

    /**
     * Sets samples of a host aside: they count no longer until they are restored, and keep their identities. Done by time, in pieces
     * of {@link #TOGETHER}; each piece is atomic, and adds one {@link LogEntry.Changed} if any of its samples ceased to count.
     * Repeating it changes nothing.
     *
     * @param times of the samples, epoch milliseconds, in any order; where no sample counts, nothing is done
     * @param reason why, for people: 1 to 64 characters; a sample that is aside already keeps its reason
     * @return how many samples ceased to count
     * @throws IllegalArgumentException when the reason is empty or too long
     */
    long setAside(String host, List<Long> times, String reason);

    /**
     * Lets samples that are set aside count again, as they were; those taken back with their origin do not. In pieces as {@link
     * #setAside}, each with one {@link LogEntry.Changed} if any of its samples counts again. Repeating it changes nothing.
     *
     * @param times of the samples, epoch milliseconds, in any order; where none is set aside, nothing is done
     * @return how many samples count again
     */
    long restore(String host, List<Long> times);

    /** The samples of a host that are set aside now, from a time on (epoch milliseconds), by time, at most {@code limit}. */
    List<Aside> aside(String host, long from, int limit);

    /** Where the log of a scope ends now; {@link Position#NONE} when it has no entry. */
    Position head(Scope scope);

    /**
     * The entries of a scope after a position, at most {@code limit}, at least 1. Those of a host are in their order of arrival;
     * between hosts there is an order only in a store with one log. Reads only what it returns, however long the log is. Samples
     * taken back or set aside later are among them.
     *
     * <p>A store may drop the oldest entries of its logs. The samples stay, with their numbers; who asks for entries that are dropped is
     * told that they are {@link Batch#gone}, and never that there are none.
     *
     * @throws IllegalArgumentException when the position is none of this scope
     */
    Batch readAfter(Scope scope, Position after, int limit);

    /**
     * Visits every sample of a scope with {@code from <= t <= to} (epoch milliseconds) that counted when the log ended with
     * {@code upTo}: it arrived before that position, was not taken back before it, and was not aside there. {@link Position#END}
     * takes all there is. The order
     * is that of time for one host, and unspecified between hosts.
     *
     * @throws IllegalArgumentException when the position is none of this scope
     */
    void scan(Scope scope, long from, long to, Position upTo, SampleVisitor visitor);

    /** The newest samples of a scope by time that count and are not after {@code to}, newest first, at most {@code limit}. */
    List<Sample> newest(Scope scope, long to, int limit);

    /**
     * Visits every sample of a host whose identity is taken, by time: those that count or are set aside, and those in quarantine. For
     * copies of the store.
     */
    void kept(Scope host, KeptVisitor visitor);

    /** Every host that ever had a sample, by name, with its newest sample not after {@code to}. */
    List<HostSummary> hosts(long to);

    /**
     * A piece of the log.
     *
     * @param entries what was read
     * @param next where to go on: behind these entries, or the position asked with when there are none
     * @param more whether there may be more already; when false, this was all there was
     * @param gone whether entries after the position are dropped: then there are none here, and what they did is found by a scan up to
     *     the head
     */
    record Batch(List<LogEntry> entries, Position next, boolean more, boolean gone) {
        /** A piece. */
        public Batch {
            entries = List.copyOf(entries);
        }

        /** A piece of what is all there. */
        public Batch(List<LogEntry> entries, Position next, boolean more) {
            this(entries, next, more, false);
        }

        /** The answer to whoever asks for entries that are dropped. */
        public static Batch gone(Position after) {
            return new Batch(List.of(), after, false, true);
        }
    }

    /**
     * A sample that is set aside.
     *
     * @param t its time, epoch milliseconds
     * @param reason why, as it was given
     */
    record Aside(long t, String reason) {
        private static final int LONGEST_REASON = 64;

        /** A sample. */
        public Aside {
            requireReason(reason);
        }

        /**
         * Passes a reason on.
         *
         * @throws IllegalArgumentException when it is empty or too long
         */
        public static String requireReason(String reason) {
            if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
                throw new IllegalArgumentException("a reason has 1 to " + LONGEST_REASON + " characters");
            }
            return reason;
        }
    }

    /** Receives the samples that are kept. */
    @FunctionalInterface
    interface KeptVisitor {
        /** One sample, where it came from, and whether it is in quarantine, and so does not count. */
        void visit(Sample sample, String origin, boolean quarantined);
    }

    /** Receives the samples of a scan. */
    @FunctionalInterface
    interface SampleVisitor {
        /** One sample and the number of its entry in its log. */
        void visit(long seq, Sample sample);
    }
}
