package dev.stillframe.lambda;

import dev.stillframe.core.port.BuildQueue;
import dev.stillframe.core.port.BuildTask;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A queue whose client is made when the first task is sent: most instances never send one, and all start sooner. */
final class LateQueue implements BuildQueue {
    private final Supplier<BuildQueue> maker;
    private @Nullable BuildQueue queue;

    LateQueue(Supplier<BuildQueue> maker) {
        this.maker = maker;
    }

    @Override
    public void send(List<BuildTask> tasks) {
        queue().send(tasks);
    }

    private synchronized BuildQueue queue() {
        if (queue == null) {
            queue = maker.get();
        }
        return queue;
    }
}
