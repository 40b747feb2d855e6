package dev.stillframe.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a command running until the process is asked to end, and then closes what it opened, in order. */
final class Running {
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Closes these, one after another, when the process is asked to end. */
    Running(AutoCloseable... resources) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            for (AutoCloseable resource : resources) {
                try {
                    resource.close();
                } catch (Exception e) {
                    System.err.println("stillframe: on stopping: " + e.getMessage());
                }
            }
            closed.countDown();
        }));
    }

    /** Returns when all is closed. */
    void await() throws InterruptedException {
        closed.await();
    }
}
