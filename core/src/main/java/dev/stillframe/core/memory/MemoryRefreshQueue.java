package dev.stillframe.core.memory;

import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.RefreshQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A queue of refreshes in memory. For use by any number of threads. */
public final class MemoryRefreshQueue implements RefreshQueue {
    private static final Comparator<Refresh> OLDEST_FIRST =
            Comparator.comparingLong(Refresh::createdAt).thenComparing(Refresh::id);

    private final Map<String, Refresh> refreshes = new HashMap<>();

    /** A queue without requests. */
    public MemoryRefreshQueue() {}

    @Override
    public synchronized Asked ask(Scope scope, String id, long atMillis) {
        Refresh present = refreshes.get(id);
        if (present == null) {
            present = queued(scope).stream().findFirst().orElse(null);
        }
        if (present != null) {
            return new Asked(present, true);
        }
        Refresh added = Refresh.queued(id, scope, atMillis);
        refreshes.put(id, added);
        return new Asked(added, false);
    }

    @Override
    public synchronized void add(Refresh refresh) {
        refreshes.putIfAbsent(refresh.id(), refresh);
    }

    @Override
    public synchronized List<Refresh> begin(Scope scope, Refresh.Step step) {
        List<Refresh> begun = new ArrayList<>();
        for (Refresh refresh : queued(scope)) {
            begun.add(refresh.with(step));
        }
        begun.forEach(refresh -> refreshes.put(refresh.id(), refresh));
        return begun;
    }

    @Override
    public synchronized Optional<Refresh> step(String id, Refresh.Step step) {
        Refresh present = refreshes.get(id);
        if (present == null || present.isOver()) {
            return Optional.empty();
        }
        Refresh now = present.with(step);
        refreshes.put(id, now);
        return Optional.of(now);
    }

    @Override
    public synchronized Optional<Refresh> find(String id) {
        return Optional.ofNullable(refreshes.get(id));
    }

    @Override
    public synchronized List<Refresh> open() {
        return sorted(refresh -> !refresh.isOver(), OLDEST_FIRST);
    }

    @Override
    public synchronized List<Refresh> completed(Scope scope, int limit) {
        Comparator<Refresh> byEnd =
                Comparator.comparingLong(refresh -> refresh.last().at());
        List<Refresh> complete = sorted(
                refresh -> refresh.scope().equals(scope) && refresh.status() == Refresh.Status.COMPLETE,
                byEnd.reversed());
        return complete.subList(0, Math.min(limit, complete.size()));
    }

    @Override
    public synchronized List<Refresh> ended(int limit) {
        Comparator<Refresh> byEnd =
                Comparator.comparingLong(refresh -> refresh.last().at());
        List<Refresh> over = sorted(Refresh::isOver, byEnd.reversed());
        return over.subList(0, Math.min(limit, over.size()));
    }

    @Override
    public synchronized List<String> endedBefore(long before) {
        return sorted(refresh -> refresh.isOver() && refresh.last().at() < before, OLDEST_FIRST).stream()
                .map(Refresh::id)
                .toList();
    }

    @Override
    public synchronized List<String> expire(long before) {
        List<String> expired = endedBefore(before);
        expired.forEach(refreshes::remove);
        return expired;
    }

    private List<Refresh> queued(Scope scope) {
        return sorted(
                refresh -> refresh.scope().equals(scope) && refresh.status() == Refresh.Status.QUEUED, OLDEST_FIRST);
    }

    private List<Refresh> sorted(Predicate<Refresh> which, Comparator<Refresh> order) {
        return refreshes.values().stream().filter(which).sorted(order).toList();
    }
}
