package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Admission;
import dev.stillframe.core.api.Call;
import dev.stillframe.core.api.Events;
import dev.stillframe.core.api.Facts;
import dev.stillframe.core.api.FrontDoor;
import dev.stillframe.core.api.Reply;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An API with a handful of paths: {@code /call} tells the call, {@code /take} takes bodies of at most {@link #MOST} bytes,
 * {@code /gate} waits within its reply, {@code /big} is a large answer, {@code /events} streams.
 */
final class SmallApi implements FrontDoor {
    static final int MOST = 100_000;
    static final Facts FACTS = new Facts("home", "hit", 12, "r1", "t1");

    final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
    final BlockingQueue<String> looked = new LinkedBlockingQueue<>();
    byte[] big = new byte[0];
    boolean closed;
    Supplier<Events> events = () -> {
        throw new IllegalStateException("no events");
    };
    Runnable gate = () -> {};

    @Override
    public Optional<Admission> admit(Call call) {
        return Optional.ofNullable(
                switch (call.path()) {
                    case "/call" -> answered(ok(shown(call), call.method()));
                    case "/take" -> new Admission.Wanted(MOST, new Taker());
                    case "/big" -> answered(Answer.of(200, List.of(), big, call.method()));
                    case "/events" ->
                        new Admission.Answered(new Reply.Stream(
                                List.of(new Answer.Header("Content-Type", "text/event-stream")), events.get(), FACTS));
                    default -> null;
                });
    }

    @Override
    public Optional<Answer> refuseReading(Call call) {
        return closed && call.header("authorization") == null
                ? Optional.of(Problem.answer(401, "Reading is closed.", List.of(), call.method()))
                : Optional.empty();
    }

    @Override
    public void looked(String scope) {
        looked.add(scope);
    }

    private static String shown(Call call) {
        return call.method() + " " + call.path() + " " + call.query() + " x=" + call.header("x") + " from "
                + call.address();
    }

    private static Answer ok(String text, String method) {
        return Answer.of(200, List.of(), text.getBytes(StandardCharsets.UTF_8), method);
    }

    private static Admission answered(Answer answer) {
        return new Admission.Answered(new Reply.Whole(answer, FACTS));
    }

    private final class Taker implements Admission.Body {
        @Override
        public Reply reply(byte[] body) {
            bodies.add(body);
            gate.run();
            return new Reply.Whole(ok("took " + body.length, "POST"), FACTS);
        }

        @Override
        public Reply tooLong() {
            return new Reply.Whole(
                    Problem.answer(413, "At most " + MOST + " bytes are taken.", List.of(), "POST"), FACTS);
        }
    }

    /** Events that a test gives. */
    static final class Given implements Events {
        final BlockingQueue<String> closings = new LinkedBlockingQueue<>();
        private final StringBuilder waiting = new StringBuilder();
        private boolean over;
        private @Nullable Runnable callback;

        void give(String text, boolean last) {
            Runnable told;
            synchronized (this) {
                waiting.append(text);
                over = last;
                told = callback;
            }
            if (told != null) {
                told.run();
            }
        }

        @Override
        public synchronized String take() {
            String text = waiting.toString();
            waiting.setLength(0);
            return text;
        }

        @Override
        public synchronized boolean isOver() {
            return over && waiting.isEmpty();
        }

        @Override
        public synchronized void onMore(Runnable more) {
            callback = more;
        }

        @Override
        public void close() {
            closings.add("closed");
        }
    }

    /** Events without an end. */
    static final class Endless implements Events {
        final BlockingQueue<String> closings = new LinkedBlockingQueue<>();

        @Override
        public String take() {
            return "data: " + "x".repeat(50_000) + "\n\n";
        }

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public void onMore(Runnable callback) {}

        @Override
        public void close() {
            closings.add("closed");
        }
    }
}
