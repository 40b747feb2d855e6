package dev.stillframe.core.port;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import java.util.List;

/**
 * Where samples are kept, in their order of arrival. What is computed anywhere is computed from here.
 *
 * <p>Numbers of the log are handed out in commit order: once a reader has seen number n, no entry with a lower number
 * appears. Every method throws {@link StoreException} when the store cannot be reached or refuses; {@link #append} and
 * {@link #withdraw} have then either happened as a whole or not at all, and may be repeated.
 */
public interface SampleStore {
    /**
     * Stores the samples whose identity (host, t) is not taken, all in one atomic and durable step, in the given order. Of two
     * with the same identity in one call the first wins.
     *
     * @param origin where they come from, such as {@code import:7} or {@code token:k3v9}: what {@link #withdraw} and {@link
     *     #quarantine} take back
     * @return a verdict for each sample, in the order given
     * @throws ClosedOriginException when the origin is in quarantine; nothing is stored
     */
    List<Verdict> append(List<Sample> samples, String origin);

    /**
     * Takes back all samples of an origin: they count no longer, and their identities are free again. Adds one
     * {@link LogEntry.Withdrawn} for each host concerned, atomically. Repeating it changes nothing.
     *
     * @return how many samples were taken back
     */
    long withdraw(String origin);

    /**
     * Puts all samples of an origin into quarantine: they count no longer, but keep their identities, so that the same samples
     * are duplicates when they come again. Adds one {@link LogEntry.Withdrawn} for each host concerned, atomically. From then on
     * {@link #append} refuses the origin with a {@link ClosedOriginException}. Repeating it changes nothing.
     *
     * @return how many samples were put into quarantine
     */
    long quarantine(String origin);

    /** The number of the last log entry of a scope, 0 when there is none. */
    long head(Scope scope);

    /**
     * The entries of a scope after a number, ascending, at most {@code limit}. Reads only what it returns, however long the
     * log is. Samples withdrawn later are among them.
     */
    List<LogEntry> readAfter(Scope scope, long after, int limit);

    /**
     * Visits every sample of a scope with {@code from <= t <= to} (epoch milliseconds) that counted when the log ended with
     * {@code upTo}: its number is not higher, and no withdrawal of it has a number up to {@code upTo}. The order is that of
     * time for one host, and unspecified between hosts.
     */
    void scan(Scope scope, long from, long to, long upTo, SampleVisitor visitor);

    /** The newest samples of a scope by time that count and are not after {@code to}, newest first, at most {@code limit}. */
    List<Sample> newest(Scope scope, long to, int limit);

    /** Every host that ever had a sample, by name, with its newest sample not after {@code to}. */
    List<HostSummary> hosts(long to);

    /** Receives the samples of a scan. */
    @FunctionalInterface
    interface SampleVisitor {
        /** One sample and the number of its log entry. */
        void visit(long seq, Sample sample);
    }
}
