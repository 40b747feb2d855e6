package dev.stillframe.aws.dynamodb;

import java.util.ArrayList;
import java.util.List;

/**
 * One time that a sample of an identity was stored. Another follows only when it was taken back.
 *
 * @param number of its entry in the log
 * @param origin where it came from
 * @param body it as bytes
 * @param asides when it was set aside, in that order; only the last can be open
 */
record Life(long number, String origin, byte[] body, List<Span> asides) {
    private static final String ASIDES = "asides";

    /** One that was never set aside. */
    Life(long number, String origin, byte[] body) {
        this(number, origin, body, List.of());
    }

    /** Set aside by the entry {@code since}, restored by {@code until}; {@link #OPEN} when it was not. */
    record Span(long since, long until, String reason) {
        static final long OPEN = Long.MAX_VALUE;

        private Item item() {
            Item item = Item.empty().number("since", since).text("reason", reason);
            return until == OPEN ? item : item.number("until", until);
        }

        private static Span of(Item item) {
            return new Span(item.number("since"), item.numberOr("until", OPEN), item.text("reason"));
        }
    }

    /** All lives of the item of an identity, the present one first. */
    static List<Life> all(Item item) {
        List<Life> lives = new ArrayList<>();
        lives.add(of(item));
        item.list("past").forEach(past -> lives.add(of(past)));
        return lives;
    }

    /** The present one. */
    static Life of(Item item) {
        List<Span> asides = item.list(ASIDES).stream().map(Span::of).toList();
        return new Life(item.number("n"), item.text("origin"), item.bytes("b"), asides);
    }

    /** Its attributes. */
    Item item() {
        Item item = Item.empty().number("n", number).text("origin", origin).bytes("b", body);
        return asides.isEmpty() ? item : item.list(ASIDES, spans());
    }

    /** When it was set aside, as an attribute. */
    List<Item> spans() {
        return asides.stream().map(Span::item).toList();
    }

    /** Whether it was aside when the log ended with a number. */
    boolean isAside(long upTo) {
        return asides.stream().anyMatch(span -> span.since() <= upTo && upTo < span.until());
    }

    /** It, set aside by an entry. */
    Life setAside(long entry, String reason) {
        List<Span> spans = new ArrayList<>(asides);
        spans.add(new Span(entry, Span.OPEN, reason));
        return new Life(number, origin, body, spans);
    }

    /** It, restored by an entry. */
    Life restored(long entry) {
        List<Span> spans = new ArrayList<>(asides);
        Span last = spans.removeLast();
        spans.add(new Span(last.since(), entry, last.reason()));
        return new Life(number, origin, body, spans);
    }
}
