package dev.stillframe.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * Keeps a command running until the process is asked to end, and then closes what it opened, the last first. What is given to
 * it is closed whenever that happens, also while the command is still starting.
 */
final class Running implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    Running() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::close));
    }

    /** Closes this too. */
    synchronized <T extends AutoCloseable> T closes(T resource) {
        resources.push(resource);
        return resource;
    }

    /** Closes all now; does nothing the second time. */
    @Override
    public synchronized void close() {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                System.err.println("stillframe: on stopping: " + e.getMessage());
            }
        }
        closed.countDown();
    }

    /** Returns when all is closed. */
    void await() throws InterruptedException {
        closed.await();
    }
}
