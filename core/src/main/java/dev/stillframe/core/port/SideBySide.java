package dev.stillframe.core.port;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Does what waits for stores side by side, each on a virtual thread. */
public final class SideBySide {
    /** Twice what a build has in one round. */
    private static final int AT_ONCE = 64;

    private SideBySide() {}

    /**
     * Does the same for each of some things, and waits for all.
     *
     * @return the answers in the order of the things
     * @throws StoreException the first failure, the others added to it; whatever else was begun has then ended
     */
    public static <T, R> List<R> each(List<T> things, Function<T, R> task) {
        if (things.size() == 1) {
            return List.of(task.apply(things.getFirst()));
        }
        Semaphore places = new Semaphore(AT_ONCE);
        List<Future<R>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T thing : things) {
                Callable<R> call = () -> {
                    places.acquire();
                    try {
                        return task.apply(thing);
                    } finally {
                        places.release();
                    }
                };
                futures.add(threads.submit(call));
            }
        }
        return answers(futures);
    }

    private static <R> List<R> answers(List<Future<R>> futures) {
        List<R> answers = new ArrayList<>();
        List<StoreException> failures = new ArrayList<>();
        for (Future<R> future : futures) {
            try {
                answers.add(future.get());
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case StoreException failure -> failures.add(failure);
                    case RuntimeException other -> throw other;
                    case Error error -> throw error;
                    case null, default -> failures.add(new StoreException("a request was cut off", e.getCause()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException("interrupted while waiting for requests", e);
            }
        }
        if (!failures.isEmpty()) {
            StoreException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
        return answers;
    }
}
