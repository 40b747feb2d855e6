package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Carries samples in batches from the thread that reads them to the one that stores them, a few batches ahead at most. */
final class Pipe {
    private static final int BATCHES = 4;

    private sealed interface Message {
        record Batch(List<Sample> samples) implements Message {}

        record End(@Nullable Throwable failure) implements Message {}
    }

    private final int batchSize;
    private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(BATCHES);
    private List<Sample> batch = new ArrayList<>();

    Pipe(int batchSize) {
        this.batchSize = batchSize;
    }

    /** The reading thread adds a sample; it waits where the storing thread is behind. */
    void add(Sample sample) throws InterruptedException {
        batch.add(sample);
        if (batch.size() == batchSize) {
            flush();
        }
    }

    /** The reading thread has no more samples. */
    void end() throws InterruptedException {
        if (!batch.isEmpty()) {
            flush();
        }
        queue.put(new Message.End(null));
    }

    /** The reading thread gives up. */
    void fail(Throwable failure) throws InterruptedException {
        queue.put(new Message.End(failure));
    }

    /**
     * The storing thread waits for the next batch; null after the last one.
     *
     * @throws Failed when the reading thread gave up
     */
    @Nullable
    List<Sample> next() throws InterruptedException, Failed {
        return switch (queue.take()) {
            case Message.Batch(List<Sample> samples) -> samples;
            case Message.End(Throwable failure) -> {
                if (failure != null) {
                    throw new Failed(failure);
                }
                yield null;
            }
        };
    }

    private void flush() throws InterruptedException {
        queue.put(new Message.Batch(batch));
        batch = new ArrayList<>(batchSize);
    }

    /** The reading thread gave up; the cause says why. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final Throwable failure;

        Failed(Throwable failure) {
            super(failure);
            this.failure = failure;
        }

        Throwable failure() {
            return failure;
        }
    }
}
