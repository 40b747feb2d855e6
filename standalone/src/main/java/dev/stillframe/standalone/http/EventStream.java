package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Events;
import dev.stillframe.core.api.Reply;
import dev.stillframe.core.read.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** The events of one client. Holds no thread while there is nothing to send, or while the client does not read. */
final class EventStream extends IteratingCallback implements Paces.Transfer {
    private final Exchange exchange;
    private final Reply.Stream reply;
    private final Limits limits;
    private final Sender sender;
    private final Scheduler scheduler;
    private final Consumer<EventStream> gone;
    private final EndPoint endPoint;

    private volatile boolean ending;
    private volatile boolean heartbeat = true;
    private volatile boolean done;
    private volatile boolean writing;
    private volatile long lastWrite = System.nanoTime();
    private volatile Scheduler.@Nullable Task beat;
    private volatile Scheduler.@Nullable Task end;
    private boolean last;
    private long sent;

    /**
     * A stream that has not begun.
     *
     * @param gone told once when it is over
     */
    EventStream(
            Exchange exchange,
            Reply.Stream reply,
            Limits limits,
            Sender sender,
            Scheduler scheduler,
            Consumer<EventStream> gone) {
        this.exchange = exchange;
        this.reply = reply;
        this.limits = limits;
        this.sender = sender;
        this.scheduler = scheduler;
        this.gone = gone;
        this.endPoint = exchange.endPoint();
    }

    void begin() {
        Sender.head(exchange, 200, reply.headers());
        Sender.head(exchange, 200, List.of(new Answer.Header("Connection", "close")));
        // Silence of the client is what a stream is made of; whether it reads is watched by its writes.
        exchange.request().addIdleTimeoutListener(timeout -> false);
        reply.events().onMore(() -> Thread.startVirtualThread(this::iterate));
        iterate();
        end = scheduler.schedule(this::end, limits.streams().life().toMillis(), TimeUnit.MILLISECONDS);
        awaitBeat(limits.streams().heartbeat().toNanos());
        awaitClosing();
        if (done) {
            cancelTasks();
        }
    }

    @Override
    protected Action process() {
        writing = false;
        if (last) {
            return Action.SUCCEEDED;
        }
        boolean due = heartbeat;
        heartbeat = false;
        last = ending;
        String text = reply.events().take();
        last |= reply.events().isOver();
        if (text.isEmpty() && due && !last) {
            text = Events.HEARTBEAT;
        }
        if (text.isEmpty() && !last) {
            return Action.IDLE;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sent += bytes.length;
        lastWrite = System.nanoTime();
        writing = true;
        exchange.response().write(last, ByteBuffer.wrap(bytes), this);
        return Action.SCHEDULED;
    }

    private void awaitBeat(long nanos) {
        if (!done) {
            beat = scheduler.schedule(this::beat, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void beat() {
        long left = limits.streams().heartbeat().toNanos() - (System.nanoTime() - lastWrite);
        if (left <= 0) {
            heartbeat = true;
            Thread.startVirtualThread(this::iterate);
            left = limits.streams().heartbeat().toNanos();
        }
        awaitBeat(left);
    }

    /** Ends it after what there is to send now. */
    private void end() {
        ending = true;
        Thread.startVirtualThread(this::iterate);
    }

    /** Ends it, and cuts it off where the client has not read all yet. */
    void endAtOnce() {
        if (writing) {
            cut();
        } else {
            end();
        }
    }

    @Override
    public boolean isOverdue(long now) {
        return writing && now - lastWrite > limits.idle().toNanos();
    }

    @Override
    public void cut() {
        abort(new EOFException("the client of a stream is gone"));
        endPoint.close();
    }

    /** While a request is in work the server reads nothing, so that it would not see a client close its connection. */
    private void awaitClosing() {
        if (!done) {
            endPoint.tryFillInterested(Callback.from(this::look, failure -> cut()));
        }
    }

    private void look() {
        try {
            // What a client sends behind its request is never answered: the connection is closed after the stream.
            if (endPoint.fill(ByteBuffer.allocate(1024).limit(0)) < 0) {
                cut();
            } else {
                awaitClosing();
            }
        } catch (IOException e) {
            cut();
        }
    }

    @Override
    protected void onCompleteSuccess() {
        finished();
        exchange.callback().succeeded();
        endPoint.close();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        finished();
        exchange.callback().failed(cause);
    }

    private void finished() {
        done = true;
        cancelTasks();
        // Its place is free for another before anybody hears that it is over.
        gone.accept(this);
        try {
            reply.events().close();
        } finally {
            sender.log(exchange, 200, sent, reply.facts());
        }
    }

    private void cancelTasks() {
        cancel(beat);
        cancel(end);
    }

    private static void cancel(Scheduler.@Nullable Task task) {
        if (task != null) {
            task.cancel();
        }
    }
}
