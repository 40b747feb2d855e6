package dev.stillframe.testkit;

import dev.stillframe.core.memory.MemoryBuildQueue;
import dev.stillframe.core.port.BuildQueue;
import dev.stillframe.core.port.BuildTask;
import java.util.ArrayList;
import java.util.List;

class MemoryBuildQueueTest extends BuildQueueContract {
    private MemoryBuildQueue queue = new MemoryBuildQueue();

    @Override
    protected BuildQueue queue() {
        queue = new MemoryBuildQueue();
        return queue;
    }

    @Override
    protected List<BuildTask> takeAll() {
        List<BuildTask> taken = new ArrayList<>();
        while (!queue.waiting().isEmpty()) {
            queue.take().ifPresent(taken::add);
        }
        return taken;
    }
}
