package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Facts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A log that no request ever waits for: lines go through a bounded queue to one thread that writes them. What the queue or the
 * disk has no room for is lost, and the next line that is written says how many were ({@code lost}).
 */
public final class QueuedLog implements RequestLog, AutoCloseable {
    /** Lines that may wait. */
    static final int QUEUE = 8192;

    private static final int BATCH = 64 << 10;
    private static final LoggedRequest END = new LoggedRequest(Instant.EPOCH, "", "", 0, 0, 0, "", Facts.NONE);
    private static final long LONGEST_CLOSE_MILLIS = 5000;

    private final LogSink sink;
    private final BlockingQueue<LoggedRequest> queue;
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;

    QueuedLog(LogSink sink, int queue) {
        this.sink = sink;
        this.queue = new ArrayBlockingQueue<>(queue);
        this.writer = Thread.ofPlatform().name("request log").daemon().start(this::run);
    }

    /**
     * A log in a file that is begun anew when it has 10 MB; the four before it are kept beside it, as {@code FILE.1} (the newest)
     * to {@code FILE.4}. The folder is made where it is missing.
     *
     * @throws IOException when the file cannot be opened
     */
    public static QueuedLog file(Path file) throws IOException {
        return new QueuedLog(RotatingFile.open(file, RotatingFile.SIZE, RotatingFile.FILES), QUEUE);
    }

    /** A log on a stream, which is flushed but never closed. */
    public static QueuedLog stream(OutputStream out) {
        return new QueuedLog(new OnStream(out), QUEUE);
    }

    @Override
    public void line(LoggedRequest request) {
        if (closing || !queue.offer(request)) {
            lost.incrementAndGet();
        }
    }

    private void run() {
        Batch batch = new Batch();
        try {
            while (true) {
                LoggedRequest next = queue.poll();
                if (next == null) {
                    batch.write();
                    next = queue.poll(); // It may have come while the disk was busy.
                    if (next == null && closing) {
                        break;
                    }
                    next = next == null ? queue.take() : next;
                }
                if (!next.equals(END)) {
                    batch.add(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            sink.close();
        } catch (IOException e) {
            // All lines were handed on.
        }
    }

    /** Lines that are written together, since there are more behind them. */
    private final class Batch {
        private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

        /** How many lines are lost if these are. */
        private long weight;

        void add(LoggedRequest request) {
            long before = lost.getAndSet(0);
            lines.writeBytes(LogLines.encode(request, before));
            weight += before + 1;
            if (lines.size() >= BATCH) {
                write();
            }
        }

        void write() {
            if (weight == 0) {
                return;
            }
            try {
                sink.write(lines.toByteArray());
            } catch (IOException | RuntimeException e) {
                lost.addAndGet(weight);
            }
            lines.reset();
            weight = 0;
        }
    }

    /** Writes what waits, for five seconds at most, and closes the file. Later lines are lost. */
    @Override
    public void close() {
        closing = true;
        // Where there is no room for the end, the writer is not waiting and sees the flag.
        queue.offer(END);
        try {
            writer.join(LONGEST_CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record OnStream(OutputStream out) implements LogSink {
        @Override
        public void write(byte[] lines) throws IOException {
            out.write(lines);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
