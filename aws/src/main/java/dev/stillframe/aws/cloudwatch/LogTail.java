package dev.stillframe.aws.cloudwatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a log group: each event once. Events become visible some time after they are written, and not in order, so each round
 * reads a stretch again that was read before, and leaves out what it knows. For use by one thread.
 */
public final class LogTail {
    /** What comes later than this after a newer event of its group is missed. */
    public static final Duration OVERLAP = Duration.ofMinutes(2);

    private final LogGroup group;
    private final Map<String, Long> seen = new HashMap<>();
    private long from;
    private long newest = Long.MIN_VALUE;
    private boolean exists;

    private @Nullable String token;
    private boolean more;
    private final Deque<LogGroup.Event> waiting = new ArrayDeque<>();

    /**
     * Follows a group.
     *
     * @param from the earliest time of events, epoch milliseconds
     */
    public LogTail(LogGroup group, long from) {
        this.group = group;
        this.from = from;
    }

    /** The group. */
    public LogGroup group() {
        return group;
    }

    /** Whether the last round found the group. */
    public boolean exists() {
        return exists;
    }

    /**
     * A round over some groups: all events that came since the last round, merged by their times.
     *
     * @throws dev.stillframe.core.port.StoreException when one cannot be read; the next round goes on where this one stopped
     */
    public static void round(List<LogTail> tails, BiConsumer<LogTail, LogGroup.Event> reader) {
        PriorityQueue<LogTail> ready = new PriorityQueue<>(
                Comparator.comparingLong(t -> t.waiting.getFirst().at()));
        for (LogTail tail : tails) {
            tail.begin();
            if (tail.fill()) {
                ready.add(tail);
            }
        }
        while (!ready.isEmpty()) {
            LogTail tail = ready.remove();
            LogGroup.Event event = tail.waiting.removeFirst();
            if (tail.isNew(event)) {
                reader.accept(tail, event);
            }
            if (tail.fill()) {
                ready.add(tail);
            }
        }
    }

    private void begin() {
        waiting.clear();
        token = null;
        more = true;
        if (newest != Long.MIN_VALUE) {
            from = Math.max(from, newest - OVERLAP.toMillis());
        }
    }

    /** What is older than this is not read again. */
    private void forget() {
        if (newest != Long.MIN_VALUE) {
            long horizon = newest - OVERLAP.toMillis();
            seen.values().removeIf(at -> at < horizon);
        }
    }

    private boolean isNew(LogGroup.Event event) {
        newest = Math.max(newest, event.at());
        return seen.putIfAbsent(event.id(), event.at()) == null;
    }

    /** Reads pages until one has something new. False at the end. */
    private boolean fill() {
        while (waiting.isEmpty() && more) {
            forget();
            Optional<LogGroup.Page> page = group.page(from, token);
            exists = page.isPresent();
            page.ifPresent(p ->
                    p.events().stream().filter(e -> !seen.containsKey(e.id())).forEach(waiting::add));
            token = page.map(LogGroup.Page::next).orElse(null);
            more = token != null;
        }
        return !waiting.isEmpty();
    }
}
