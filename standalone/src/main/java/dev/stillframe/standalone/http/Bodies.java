package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Admission;
import dev.stillframe.core.api.Facts;
import dev.stillframe.core.api.Reply;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/** Reads the bodies that the API wants: never more than allowed, and not for clients that are too slow. */
final class Bodies {
    private static final int FIRST = 16 << 10;
    private static final String RETRY_SECONDS = "5";

    private final Limits.Transfers limits;
    private final Paces paces;
    private final Semaphore memory;
    private final Set<EndPoint> reading = ConcurrentHashMap.newKeySet();

    Bodies(Limits.Transfers limits, Paces paces) {
        this.limits = limits;
        this.paces = paces;
        this.memory = new Semaphore(limits.bodyMemory());
    }

    /**
     * What became of a body.
     *
     * @param reply the reply to it
     * @param wasRead whether it was read to its end, so that another request may follow on the connection
     */
    record Outcome(Reply reply, boolean wasRead) {}

    /** Reads a body and asks for the reply. Waits, so it must be called on a virtual thread. */
    Outcome receive(Exchange exchange, Admission.Wanted wanted) {
        long declared = declared(exchange);
        if (declared > wanted.maxBytes()) {
            return new Outcome(wanted.body().tooLong(), false);
        }
        boolean packed = exchange.request().getHeaders().contains(HttpHeader.CONTENT_ENCODING);
        long most =
                packed ? Math.max(wanted.maxBytes(), Admission.UNPACKED) : declared < 0 ? wanted.maxBytes() : declared;
        int room = (int) Math.min(most, limits.bodyMemory());
        if (!memory.tryAcquire(room)) {
            return new Outcome(full(exchange), false);
        }
        try {
            byte[] body;
            try {
                body = read(exchange, declared, wanted.maxBytes());
            } catch (BrokenBody e) {
                return new Outcome(problem(exchange, e.status, e.detail), false);
            }
            return body == null
                    ? new Outcome(wanted.body().tooLong(), false)
                    : new Outcome(wanted.body().reply(body), true);
        } finally {
            memory.release(room);
        }
    }

    /** Whether a body is being read from a connection, under the limits of this class. */
    boolean isReadingFrom(EndPoint endPoint) {
        return reading.contains(endPoint);
    }

    /** Length of a body, -1 where only its end tells. */
    private static long declared(Exchange exchange) {
        return exchange.hasBody() ? exchange.request().getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) : 0;
    }

    /** A whole body; null when it is longer than allowed. */
    private byte @Nullable [] read(Exchange exchange, long declared, int most) throws BrokenBody {
        if (declared == 0) {
            return new byte[0];
        }
        Reading pace = new Reading(exchange);
        EndPoint endPoint = exchange.endPoint();
        reading.add(endPoint);
        paces.add(pace);
        try (InputStream in = Content.Source.asInputStream(exchange.request())) {
            byte[] body = new byte[declared > 0 ? (int) declared : Math.min(FIRST, most)];
            int length = 0;
            while (true) {
                if (length == body.length) {
                    int next = in.read();
                    if (next < 0) {
                        break;
                    }
                    if (length == most) {
                        return null;
                    }
                    body = Arrays.copyOf(body, (int) Math.min(2L * length, most));
                    body[length++] = (byte) next;
                }
                int got = in.read(body, length, body.length - length);
                if (got < 0) {
                    break;
                }
                length += got;
                pace.received = length;
            }
            return length == body.length ? body : Arrays.copyOf(body, length);
        } catch (IOException | RuntimeException e) {
            throw BrokenBody.of(e, pace.cut);
        } finally {
            paces.remove(pace);
            reading.remove(endPoint);
        }
    }

    private static Reply full(Exchange exchange) {
        Answer answer = Problem.answer(
                        503,
                        "Too many bodies are being received.",
                        List.of(),
                        exchange.request().getMethod())
                .with(new Answer.Header("Retry-After", RETRY_SECONDS));
        return new Reply.Whole(answer, Facts.NONE);
    }

    private static Reply problem(Exchange exchange, int status, String detail) {
        return new Reply.Whole(
                Problem.answer(status, detail, List.of(), exchange.request().getMethod()), Facts.NONE);
    }

    /** The body did not arrive whole. */
    private static final class BrokenBody extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String detail;

        private BrokenBody(int status, String detail, Exception cause) {
            super(detail, cause);
            this.status = status;
            this.detail = detail;
        }

        static BrokenBody of(Exception cause, boolean cut) {
            boolean late = cut || timedOut(cause);
            return late
                    ? new BrokenBody(408, "The body took too long to arrive.", cause)
                    : new BrokenBody(400, "The body did not arrive whole.", cause);
        }

        private static boolean timedOut(Exception cause) {
            for (Throwable t = cause; t != null; t = t.getCause()) {
                if (t instanceof TimeoutException) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A body on its way. */
    private final class Reading implements Paces.Transfer {
        private final Exchange exchange;
        private final long begun = System.nanoTime();
        private volatile long received;
        private volatile boolean cut;

        Reading(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public boolean isOverdue(long now) {
            return now - begun > limits.bodyTime().toNanos() + Sender.nanosFor(received, limits.bytesPerSecond());
        }

        @Override
        public void cut() {
            cut = true;
            exchange.endPoint().close();
        }
    }
}
