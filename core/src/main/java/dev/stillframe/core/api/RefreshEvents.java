package dev.stillframe.core.api;

import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.refresh.Refreshes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The events of one refresh for one client. The id of an event is the number of its step; whoever names the last one it has had
 * gets all that came after it, whoever names none begins with the present status.
 */
final class RefreshEvents implements Events {
    private final Refreshes refreshes;
    /** As far as it is known here; it only ever gains steps. */
    private volatile Refresh present;

    private final Runnable unfollow;
    private volatile @Nullable Runnable callback;
    private volatile int taken;

    RefreshEvents(Refreshes refreshes, Refresh found, @Nullable String lastEventId) {
        this.refreshes = refreshes;
        this.present = found;
        this.unfollow = refreshes.follow(found.id(), this::changed);
        // What changed between the look that found it and now was told to nobody.
        try {
            refreshes.find(found.id()).ifPresent(this::changed);
        } catch (RuntimeException e) {
            unfollow.run();
            throw e;
        }
        int steps = present.steps().size();
        int last = number(lastEventId);
        this.taken = last < 0 || last > steps ? steps - 1 : last;
    }

    /** The number in a {@code Last-Event-ID}, -1 where there is none. */
    private static int number(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.strip().matches("[0-9]{1,6}")
                ? Integer.parseInt(lastEventId.strip())
                : -1;
    }

    /** Calls may come in any order; the one with the most steps is the latest. */
    private void changed(Refresh refresh) {
        synchronized (this) {
            if (refresh.steps().size() > present.steps().size()) {
                present = refresh;
            }
        }
        Runnable told = callback;
        if (told != null) {
            told.run();
        }
    }

    @Override
    public String take() {
        Refresh now = present;
        StringBuilder events = new StringBuilder();
        for (int number = taken + 1; number <= now.steps().size(); number++) {
            events.append("event: ").append(name(now, number)).append('\n');
            events.append("id: ").append(number).append('\n');
            events.append("data: ")
                    .append(new String(refreshes.statusAfter(now, number), StandardCharsets.UTF_8))
                    .append("\n\n");
        }
        taken = now.steps().size();
        return events.toString();
    }

    private static String name(Refresh refresh, int number) {
        Refresh.Status status = refresh.steps().get(number - 1).status();
        boolean first = number == 1 || refresh.steps().get(number - 2).status() == Refresh.Status.QUEUED;
        return switch (status) {
            case QUEUED -> "progress";
            case RUNNING -> first ? "started" : "progress";
            case COMPLETE -> "complete";
            case FAILED -> "failed";
        };
    }

    @Override
    public boolean isOver() {
        Refresh now = present;
        return now.isOver() && taken >= now.steps().size();
    }

    @Override
    public void onMore(Runnable more) {
        callback = more;
        more.run(); // Something may have come before anybody listened.
    }

    @Override
    public void close() {
        callback = null;
        unfollow.run();
    }
}
