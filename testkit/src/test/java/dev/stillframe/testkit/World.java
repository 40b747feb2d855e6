package dev.stillframe.testkit;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.rollup.Rules;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** One deployment in memory with a builder, and beside it what the contracts say of its builds. */
final class World {
    private static final long NEVER = Long.MIN_VALUE;
    private static final long TOLERANCE = 120_000;

    private final ManualClock clock = new ManualClock(0);
    private final Ports ports;
    private final Builder builder;
    private long builds;
    private long lastNow = NEVER;

    /** One that has not built yet, on samples. */
    World(SampleStore samples) {
        ports = new Ports(samples, new MemoryCheckpointStore(), new MemorySnapshotStore(clock), new MemoryLeaseStore());
        builder = new Builder(ports, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES, clock, () -> "build-" + ++builds);
    }

    /** One without samples. */
    World() {
        this(new MemorySampleStore());
    }

    SampleStore samples() {
        return ports.samples();
    }

    /** Builds with the clock at an instant; answers the instant that the build is of by the contracts. */
    long build(Scope scope, BuildMode mode, long at) {
        clock.set(at);
        boolean startsAnew = lastNow == NEVER || lastNow - at > TOLERANCE || mode == BuildMode.REBUILD;
        long now = startsAnew ? at : Math.max(lastNow, at);
        switch (builder.build(scope, mode)) {
            case BuildOutcome.Built built -> {
                if (built.now() != now) {
                    throw new AssertionError("built for " + built.now() + " instead of " + now);
                }
                lastNow = now;
            }
            case BuildOutcome.Unchanged unchanged -> {}
            case BuildOutcome.Busy busy -> throw new AssertionError(busy);
            case BuildOutcome.Superseded superseded -> throw new AssertionError(superseded);
            case BuildOutcome.Failed failed -> throw new AssertionError(failed.reason(), failed.cause());
        }
        return now;
    }

    /** The published payloads of a scope as JSON by key. */
    Map<String, String> published(Scope scope) {
        return published(ports.snapshots(), scope);
    }

    static Map<String, String> published(SnapshotStore snapshots, Scope scope) {
        Map<String, String> payloads = new LinkedHashMap<>();
        for (SnapshotId id : SnapshotId.of(scope)) {
            snapshots
                    .read(id.key())
                    .ifPresent(p -> payloads.put(id.key(), json(p.object().body())));
        }
        return payloads;
    }

    static String json(byte[] body) {
        return new String(Gzip.decompress(body, 1 << 20), StandardCharsets.UTF_8);
    }

    /** Fails with the first payload that differs. */
    static void same(Map<String, String> actual, Map<String, String> expected, Object world) {
        if (actual.equals(expected)) {
            return;
        }
        for (Map.Entry<String, String> e : expected.entrySet()) {
            if (!Objects.equals(actual.get(e.getKey()), e.getValue())) {
                throw new AssertionError(world + "\n  " + e.getKey() + "\n  is        " + actual.get(e.getKey())
                        + "\n  should be " + e.getValue());
            }
        }
        throw new AssertionError(world + ": there are more keys than there should be");
    }
}
