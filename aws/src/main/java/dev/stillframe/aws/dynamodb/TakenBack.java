package dev.stillframe.aws.dynamodb;

import java.util.ArrayList;
import java.util.List;

/**
 * What was taken back from a host: an item for each time, in the partition {@code back#HOST} of the table of state, written in
 * the transaction that adds the entry to the log. Samples themselves are not touched, so that any number of them is taken back
 * in one step: whether one counts is asked here.
 */
final class TakenBack {
    private final List<Time> times;

    /** One time: the number of its entry in the log, what was taken back, and whether identities were free again. */
    private record Time(long number, String origin, boolean frees) {}

    private TakenBack(List<Time> times) {
        this.times = times;
    }

    static final TakenBack NOTHING = new TakenBack(List.of());

    /** Of a host: asks only where there is something. */
    static TakenBack read(Database database, HostHead head) {
        return head.changed() ? read(database, head.host()) : NOTHING;
    }

    static TakenBack read(Database database, String host) {
        List<Time> times = new ArrayList<>();
        for (Item item : database.all("back#" + host)) {
            times.add(new Time(Long.parseLong(item.text(Tables.SORT)), item.text("origin"), item.flag("frees")));
        }
        return new TakenBack(times);
    }

    /** One write: notes it in the transaction that adds entry {@code number}. */
    static void note(Transaction transaction, String host, long number, String origin, boolean frees) {
        transaction.put(
                Item.key("back#" + host, Item.sortable(number))
                        .text("origin", origin)
                        .flag("frees", frees),
                null,
                Item.empty());
    }

    /** Whether a sample counts when the log ends with a number. */
    boolean counts(Life life, long upTo) {
        return isHeld(life, upTo) && !life.isAside(upTo);
    }

    /** Whether a sample is there, aside or not, when the log ends with a number. */
    boolean isHeld(Life life, long upTo) {
        return life.number() <= upTo
                && times.stream()
                        .noneMatch(time -> time.number() > life.number()
                                && time.number() <= upTo
                                && time.origin().equals(life.origin()));
    }

    /** Whether the identity of a sample is free again. */
    boolean isFree(Life life) {
        // What ended it was the first time; a later one found nothing any more.
        return times.stream()
                .filter(time -> time.number() > life.number() && time.origin().equals(life.origin()))
                .findFirst()
                .map(Time::frees)
                .orElse(false);
    }
}
