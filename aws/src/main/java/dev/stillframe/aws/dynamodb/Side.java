package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Reads side by side, each on a virtual thread. */
final class Side {
    private static final int AT_ONCE = 64;

    private Side() {}

    /**
     * Does the same for each of some things, and waits for all.
     *
     * @return the answers in the order of the things
     * @throws StoreException the first failure
     */
    static <T, R> List<R> each(List<T> things, Function<T, R> task) {
        if (things.size() == 1) {
            return List.of(task.apply(things.getFirst()));
        }
        Semaphore places = new Semaphore(AT_ONCE);
        List<Future<R>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T thing : things) {
                futures.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        return task.apply(thing);
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        List<R> answers = new ArrayList<>();
        for (Future<R> future : futures) {
            try {
                answers.add(future.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new StoreException("a read was cut off", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException("interrupted while waiting for reads", e);
            }
        }
        return answers;
    }
}
