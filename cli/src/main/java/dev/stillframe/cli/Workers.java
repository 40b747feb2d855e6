package dev.stillframe.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same for many things, some at a time. */
final class Workers {
    private Workers() {}

    /** What is done for each. */
    interface Task<T, R> {
        R of(T thing) throws InterruptedException;
    }

    /** Does it for all, at most so many at once, and answers in their order. The first failure is thrown when all have ended. */
    static <T, R> List<R> each(int atOnce, List<T> things, Task<T, R> task) {
        try (ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, Math.min(things.size(), atOnce)))) {
            List<Callable<R>> tasks = new ArrayList<>();
            for (T thing : things) {
                tasks.add(() -> task.of(thing));
            }
            List<R> done = new ArrayList<>();
            for (Future<R> future : workers.invokeAll(tasks)) {
                done.add(future.get());
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new Failure("interrupted", e);
            }
        }
    }
}
