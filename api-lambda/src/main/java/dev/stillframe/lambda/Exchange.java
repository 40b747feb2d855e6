package dev.stillframe.lambda;

import dev.stillframe.core.api.Reply;
import dev.stillframe.core.port.StoreException;
import java.io.OutputStream;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;

/** One request after another: read, answered, logged, and then what the API has to tidy up now and then. */
final class Exchange {
    private static final long SWEEP_MILLIS = 10_000;

    private final Door door;
    private final boolean behindProxy;
    private final Runnable sweep;
    private final RequestReport report;
    private final InstantSource clock;
    private long sweptAt;

    /**
     * Nothing swept yet.
     *
     * @param behindProxy whether CloudFront is in front, and nobody else can reach the API
     * @param sweep what is to be done now and then
     */
    Exchange(Door door, boolean behindProxy, Runnable sweep, RequestReport report, InstantSource clock) {
        this.door = door;
        this.behindProxy = behindProxy;
        this.sweep = sweep;
        this.report = report;
        this.clock = clock;
    }

    /**
     * Answers one.
     *
     * @throws IllegalArgumentException when the event is none of an HTTP API
     */
    void answer(JsonNode input, OutputStream output) {
        long start = clock.millis();
        HttpEvent event = HttpEvent.read(input, behindProxy);
        Reply.Whole reply = door.answer(event);
        HttpAnswer.write(reply.answer(), output);
        report.answered(event.call(), reply, clock.millis() - start);
        sweep();
    }

    /** Between two requests an instance is frozen, so that nothing can be done then. */
    private void sweep() {
        long now = clock.millis();
        if (Math.abs(now - sweptAt) >= SWEEP_MILLIS) {
            sweptAt = now;
            try {
                sweep.run();
            } catch (StoreException e) {
                report.problem(String.valueOf(e.getMessage()));
            }
        }
    }
}
