package dev.stillframe.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Runs tasks side by side, each in a thread of its own, all let go at one barrier. */
public final class Race {
    private static final long LIMIT_SECONDS = 120;

    private Race() {}

    /** One contender of a race, or its reader. */
    @FunctionalInterface
    public interface Step {
        /** Does its part. */
        void run() throws Exception;
    }

    /**
     * Runs {@code contenders} tasks at once and waits for all.
     *
     * @param task makes the task of a contender from its number, from 0
     * @return what each answered, by number
     * @throws AssertionError with the cause when one of them threw, or when they did not end within two minutes
     */
    public static <T> List<T> of(int contenders, IntFunction<Callable<T>> task) {
        CyclicBarrier start = new CyclicBarrier(contenders);
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < contenders; i++) {
            Callable<T> its = task.apply(i);
            tasks.add(() -> {
                start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                return its.call();
            });
        }
        return run(tasks);
    }

    /**
     * Runs writers at once, and beside them a reader again and again until the last writer is done, then once more.
     *
     * @param writers the writers
     * @param reader what is read, and what must be true of it every time
     * @throws AssertionError with the cause when one of them threw, or when they did not end within two minutes
     */
    public static void watched(List<Step> writers, Step reader) {
        AtomicInteger writing = new AtomicInteger(writers.size());
        CyclicBarrier start = new CyclicBarrier(writers.size() + 1);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (Step writer : writers) {
            tasks.add(() -> {
                try {
                    start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                    writer.run();
                } finally {
                    writing.decrementAndGet();
                }
                return true;
            });
        }
        tasks.add(() -> {
            start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
            while (writing.get() > 0) {
                reader.run();
            }
            reader.run();
            return true;
        });
        run(tasks);
    }

    private static <T> List<T> run(List<Callable<T>> tasks) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<T>> futures = tasks.stream().map(threads::submit).toList();
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            return answers;
        } catch (ExecutionException e) {
            throw new AssertionError("a contender failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the race did not end within " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the race was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
