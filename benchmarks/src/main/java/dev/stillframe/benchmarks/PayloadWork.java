package dev.stillframe.benchmarks;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.PayloadEncoder;
import dev.stillframe.core.fold.FoldCodec;
import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.fold.Points;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The pieces of work that turn one new sample of one host into 24 compressed payloads, on a state of twelve months with a
 * sample each five minutes. Each piece answers with something made from all it did. For use by one thread.
 */
final class PayloadWork implements AutoCloseable {
    /** Five minutes in milliseconds. */
    static final long STEP = Duration.ofMinutes(5).toMillis();

    private final Metrics metrics = Metrics.BUILT_IN;
    private final History history;
    private final List<SnapshotId> ids = SnapshotId.of(Scope.host("home"));
    private final FoldState state = new FoldState(metrics, History.END);
    private final PayloadEncoder encoder = new PayloadEncoder(metrics);
    private final Points points = new Points(metrics.size());
    private final Gzip gzip = new Gzip();
    private final List<byte[]> texts = new ArrayList<>();

    /** With so many metrics in each sample, 1 to 5. */
    PayloadWork(int metricsOfSample) {
        history = new History("home", STEP, metricsOfSample);
        long seq = 0;
        for (Sample sample : history.days(365)) {
            state.fold(++seq, sample);
        }
        ids.forEach(id -> texts.add(encoder.encode(id, state).json()));
    }

    /** The state as it is. */
    FoldState state() {
        return state;
    }

    /** The 24 snapshots. */
    List<SnapshotId> ids() {
        return ids;
    }

    /** The 24 texts of the state as it was at first. */
    List<byte[]> texts() {
        return texts;
    }

    /** Five minutes pass and one sample is folded into the six rings, so many times. Takes a copy of the state. */
    Timing foldOne(int times) {
        byte[] stored = FoldCodec.write(state);
        List<Sample> next = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            next.add(history.at(History.END + i * STEP));
        }
        int rounds = 60;
        long[] nanos = new long[rounds];
        for (int round = -rounds; round < rounds; round++) {
            FoldState copy = FoldCodec.read(stored, metrics);
            long start = System.nanoTime();
            for (Sample sample : next) {
                copy.advance(sample.t());
                copy.fold(sample.t(), sample);
            }
            if (round >= 0) {
                nanos[round] = (System.nanoTime() - start) / times;
            }
        }
        return Timing.of(nanos);
    }

    /** Derives the points of all 24 from the rings. */
    long points() {
        long sum = 0;
        for (SnapshotId id : ids) {
            state.read(id.window(), id.granularity(), points);
            sum += points.size();
        }
        return sum;
    }

    /** How many points each of the 24 has. */
    List<Integer> pointCounts() {
        List<Integer> sizes = new ArrayList<>();
        for (SnapshotId id : ids) {
            state.read(id.window(), id.granularity(), points);
            sizes.add(points.size());
        }
        return sizes;
    }

    /** Encodes all 24, checksums included. */
    long encode() {
        long sum = 0;
        for (SnapshotId id : ids) {
            sum += encoder.encode(id, state).json().length;
        }
        return sum;
    }

    /** The checksums of all 24. */
    long checksums() {
        long sum = 0;
        for (byte[] text : texts) {
            sum += Checksum.sha256(text)[0];
        }
        return sum;
    }

    /** Compresses all 24. */
    long compress() {
        long sum = 0;
        for (byte[] text : texts) {
            sum += gzip.compress(text, 1).length;
        }
        return sum;
    }

    /** The size of one text compressed, in bytes. */
    int compressed(byte[] text) {
        return gzip.compress(text, 1).length;
    }

    /** All of it: folds one sample, encodes the 24 and compresses them. */
    long all() {
        state.fold(1, history.at(History.END));
        long sum = 0;
        for (SnapshotId id : ids) {
            sum += gzip.compress(encoder.encode(id, state).json(), 1).length;
        }
        return sum;
    }

    /** The stored form of the state. */
    byte[] store() {
        return FoldCodec.write(state);
    }

    /** Reads a stored form back. */
    long load(byte[] stored) {
        return FoldCodec.read(stored, metrics).now();
    }

    @Override
    public void close() {
        gzip.close();
    }
}
