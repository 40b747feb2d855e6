package dev.stillframe.core.memory;

import dev.stillframe.core.port.BuildQueue;
import dev.stillframe.core.port.BuildTask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A queue in memory that hands out one task after another. It never forgets an id. For use by any number of threads. */
public final class MemoryBuildQueue implements BuildQueue {
    private final Deque<BuildTask> waiting = new ArrayDeque<>();
    private final Set<String> ids = new HashSet<>();

    /** Nothing waits yet. */
    public MemoryBuildQueue() {}

    @Override
    public synchronized void send(List<BuildTask> tasks) {
        for (BuildTask task : tasks) {
            if (ids.add(task.id())) {
                waiting.add(task);
            }
        }
    }

    /** Takes the oldest task; empty when none waits. */
    public synchronized Optional<BuildTask> take() {
        return Optional.ofNullable(waiting.poll());
    }

    /** Puts back a task that was taken and is not done. */
    public synchronized void putBack(BuildTask task) {
        waiting.addFirst(task);
    }

    /** What waits, the oldest first. */
    public synchronized List<BuildTask> waiting() {
        return List.copyOf(waiting);
    }
}
