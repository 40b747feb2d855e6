package dev.stillframe.core.port;

/**
 * A place in the order of arrival of a scope, between two log entries. It is made and read by sample stores; all others keep it,
 * hand it back for the same scope, and may ask whether two are equal. Of a host they may also take the number.
 *
 * <p>Where a scope has one log, its position is the number of the last entry before it: always so for a host. Where {@code all}
 * has a log for each host, its position is that of {@link HostNumbers}.
 *
 * @param text what the store wrote: empty for {@link #NONE}, otherwise of any length
 */
public record Position(String text) {
    /** Before everything. */
    public static final Position NONE = new Position("");

    /** After everything there is when it is used: for scans. No store answers with it. */
    public static final Position END = new Position(Long.toString(Long.MAX_VALUE - 1));

    /** Behind the entry with a number in the only log of a scope; {@link #NONE} for 0. */
    public static Position after(long seq) {
        if (seq < 0) {
            throw new IllegalArgumentException("is a position after the number " + seq);
        }
        return seq == 0 ? NONE : new Position(Long.toString(seq));
    }

    /** Whether this is {@link #NONE}. */
    public boolean isNone() {
        return text.isEmpty();
    }

    /** Whether this can be told by one number: that of the last entry before it. */
    public boolean isNumber() {
        if (isNone() || equals(END)) {
            return true;
        }
        // Up to 18 digits always fit.
        return text.length() <= 18 && text.charAt(0) != '0' && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * The number of the last entry before it in the only log of the scope; 0 for {@link #NONE}, higher than all for {@link #END}.
     *
     * @throws IllegalArgumentException when this is a position in several logs
     */
    public long number() {
        if (!isNumber()) {
            throw new IllegalArgumentException("is no position in one log");
        }
        return isNone() ? 0 : Long.parseLong(text);
    }

    @Override
    public String toString() {
        return isNone() ? "the beginning" : equals(END) ? "the end" : text;
    }
}
