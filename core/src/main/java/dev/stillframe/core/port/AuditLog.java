package dev.stillframe.core.port;

import java.util.List;

/**
 * Who did what, and who was refused what. Methods throw {@link StoreException} when they fail; then the entry may be there or
 * not.
 */
public interface AuditLog {
    /**
     * Notes what is about to be done. The entry outlasts a loss of power at least as well as anything that is stored after this
     * was answered.
     *
     * @param entry with an empty outcome
     * @return names the entry for {@link #end}
     */
    String begin(Entry entry);

    /** Notes how what was begun ended. An entry without an outcome is of a write that nobody knows the end of. */
    void end(String id, String outcome);

    /** Notes things that are over, such as refusals, in the order given. */
    void add(List<Entry> entries);

    /** The newest entries by order of arrival, the newest first, at most {@code limit}. */
    List<Entry> newest(int limit);

    /** Forgets entries from before an instant, epoch milliseconds. */
    void expire(long before);

    /**
     * One entry.
     *
     * @param at epoch milliseconds
     * @param actor id of the token, {@code cli} for the command line, empty for nobody known
     * @param address where the request came from, empty where it came from no network
     * @param action what was done or asked for, such as {@code POST /samples}
     * @param subject what it concerned, such as a host or a token's id; may be empty
     * @param outcome how it ended; empty as long as that is not known
     * @param count how often the same happened in a row; 1 unless refusals were put together
     */
    record Entry(long at, String actor, String address, String action, String subject, String outcome, long count) {}
}
