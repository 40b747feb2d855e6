package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Facts;
import dev.stillframe.core.read.Answer;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.IteratingCallback;

/** Sends answers, cuts off clients that read theirs too slowly, and logs each request once its answer is sent. */
final class Sender {
    /** How much is handed to the connection at once; how much of it a client has read is not seen. */
    static final int SLICE = 128 << 10;

    private final Limits.Transfers limits;
    private final Paces paces;
    private final RequestLog log;
    private final InstantSource clock;

    Sender(Limits.Transfers limits, Paces paces, RequestLog log, InstantSource clock) {
        this.limits = limits;
        this.paces = paces;
        this.log = log;
        this.clock = clock;
    }

    /** Sends an answer as it is. Returns before a slow client has read it. */
    void send(Exchange exchange, Answer answer, Facts facts) {
        head(exchange, answer.status(), answer.headers());
        new Delivery(exchange, answer, facts).begin();
    }

    /** Sets what comes before the body. */
    static void head(Exchange exchange, int status, Iterable<Answer.Header> headers) {
        exchange.response().setStatus(status);
        for (Answer.Header header : headers) {
            exchange.response().getHeaders().add(new HttpField(header.name(), header.value()));
        }
    }

    /** Logs a request that has its answer. */
    void log(Exchange exchange, int status, long bytes, Facts facts) {
        Request request = exchange.request();
        long nanos = System.nanoTime() - request.getBeginNanoTime();
        log.line(new LoggedRequest(
                clock.instant().minusNanos(nanos),
                request.getMethod(),
                exchange.path(),
                status,
                bytes,
                TimeUnit.NANOSECONDS.toMicros(nanos),
                exchange.address(),
                facts));
    }

    /** An answer on its way, slice by slice. */
    private final class Delivery extends IteratingCallback implements Paces.Transfer {
        private final Exchange exchange;
        private final Answer answer;
        private final Facts facts;
        private final long begun = System.nanoTime();
        private volatile int given;
        private volatile boolean done;
        private boolean last;

        Delivery(Exchange exchange, Answer answer, Facts facts) {
            this.exchange = exchange;
            this.answer = answer;
            this.facts = facts;
        }

        void begin() {
            iterate();
            if (!done) {
                paces.add(this);
                if (done) {
                    paces.remove(this);
                }
            }
        }

        @Override
        protected Action process() {
            if (last) {
                return Action.SUCCEEDED;
            }
            byte[] body = answer.body();
            int from = given;
            int length = Math.min(SLICE, body.length - from);
            given = from + length;
            last = given == body.length;
            exchange.response().write(last, ByteBuffer.wrap(body, from, length), this);
            return Action.SCHEDULED;
        }

        @Override
        protected void onCompleteSuccess() {
            finished();
            exchange.callback().succeeded();
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            finished();
            exchange.callback().failed(cause);
        }

        private void finished() {
            done = true;
            paces.remove(this);
            log(exchange, answer.status(), given, facts);
        }

        @Override
        public boolean isOverdue(long now) {
            long allowed = limits.answerTime().toNanos() + nanosFor(given, limits.bytesPerSecond());
            return now - begun > allowed;
        }

        @Override
        public void cut() {
            exchange.endPoint().close();
        }
    }

    /** How long bytes take at a pace. */
    static long nanosFor(long bytes, int bytesPerSecond) {
        return (long) (bytes * (double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
    }
}
