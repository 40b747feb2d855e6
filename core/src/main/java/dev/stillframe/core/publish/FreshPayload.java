package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Payload;
import dev.stillframe.core.encode.PayloadEncoder;
import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Computes one payload from the sample store, for readers whose file is lost. Publishes nothing. */
public final class FreshPayload {
    private static final int LOOK_EVERY = 1_000;

    private final SampleStore samples;
    private final Metrics metrics;

    /** From this store. */
    public FreshPayload(SampleStore samples, Metrics metrics) {
        this.samples = samples;
        this.metrics = metrics;
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("takes too long", null, false, false);
        }
    }

    /**
     * The payload of a snapshot as it is at an instant, epoch milliseconds.
     *
     * @param tooLong asked now and then; once it says so the answer is empty
     * @throws dev.stillframe.core.port.StoreException when the store cannot be read
     */
    public Optional<Payload> of(SnapshotId id, long now, BooleanSupplier tooLong) {
        FoldState state = new FoldState(metrics, now);
        long[] visited = {0};
        try {
            samples.scan(id.scope(), id.window().from(id.granularity(), now), now, Position.END, (seq, sample) -> {
                if (visited[0]++ % LOOK_EVERY == 0 && tooLong.getAsBoolean()) {
                    throw new TooLong();
                }
                state.fold(seq, sample);
            });
        } catch (TooLong e) {
            return Optional.empty();
        }
        return Optional.of(new PayloadEncoder(metrics).encode(id, state));
    }
}
