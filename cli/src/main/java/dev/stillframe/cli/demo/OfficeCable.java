package dev.stillframe.cli.demo;

import java.util.Map;

/**
 * An office's cable line, promised 250/25 Mbit/s: it stays below that whenever people work, and for the last two months before
 * the demonstration, and ever since, day and night.
 */
final class OfficeCable implements DemoHost {
    private static final Map<String, String> LABELS = Map.of(
            "server", "simulated server, Porto",
            "isp", "Simulated Cable",
            "connectionType", "Wi-Fi",
            "prober", DemoSource.PROBER);

    private final Noise noise;
    private final long worseFrom;

    OfficeCable(long seed, long start) {
        noise = new Noise(seed, name());
        worseFrom = start - 61 * Moment.DAY;
    }

    @Override
    public String name() {
        return "office-cable";
    }

    @Override
    public Map<String, String> labels() {
        return LABELS;
    }

    @Override
    public Map<String, Long> promised() {
        return Map.of("download", 250_000L, "upload", 25_000L);
    }

    @Override
    public long phase() {
        return 100_000;
    }

    /** From when on the line stays below its promise all day, epoch milliseconds. */
    long worseFrom() {
        return worseFrom;
    }

    @Override
    public Reading read(long t, long slot) {
        if (noise.unit(slot, Draw.FAILURE) < 0.0012) {
            return new Reading.Failed("simulated failure: the test took too long");
        }
        Moment moment = new Moment(t);
        double busy = moment.workingHours() ? 0.22 + 0.16 * moment.hill(11, 2.5) + 0.14 * moment.hill(15, 2.5) : 0;
        double line = (t >= worseFrom ? 0.70 : 1) * (1 + 0.012 * noise.wander(t, 30 * Moment.HOUR, Draw.LINE));
        double download = 261 * line * (1 - busy) * (1 + (0.008 + 0.14 * busy) * noise.bell(slot, Draw.DOWNLOAD));
        double upload = 26.2 * line * (1 - 1.1 * busy) * (1 + (0.010 + 0.10 * busy) * noise.bell(slot, Draw.UPLOAD));
        double spike = noise.seldom(slot, Draw.SPIKE, 7);
        double ping = 14.5 + 22 * busy + 1.2 * noise.bell(slot, Draw.PING) + 90 * spike;
        double jitter = 1.5 + 8 * busy + 2.5 * noise.unit(slot, Draw.JITTER) + 25 * spike;
        double loss = noise.unit(slot, Draw.LOSS) < 0.02 + 0.1 * busy ? 2.5 * noise.unit(slot, Draw.LOSS_SIZE) : 0;
        return Reading.Measured.of(download, upload, ping, jitter, loss);
    }
}
