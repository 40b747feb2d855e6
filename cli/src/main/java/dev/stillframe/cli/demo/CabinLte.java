package dev.stillframe.cli.demo;

import java.util.Map;

/**
 * A cabin on mobile radio: noisy, with lost packets, slow in the evening and in bad weather. It fell silent three days before
 * the demonstration began, and stays so.
 */
final class CabinLte implements DemoHost {
    private static final Map<String, String> LABELS = Map.of(
            "server", "simulated server, Faro",
            "isp", "Simulated Mobile",
            "connectionType", "LTE",
            "prober", DemoSource.PROBER);

    private final Noise noise;
    private final long silentFrom;

    CabinLte(long seed, long start) {
        noise = new Noise(seed, name());
        silentFrom = start - 3 * Moment.DAY;
    }

    @Override
    public String name() {
        return "cabin-lte";
    }

    @Override
    public Map<String, String> labels() {
        return LABELS;
    }

    @Override
    public Map<String, Long> promised() {
        return Map.of("download", 30_000L, "upload", 5_000L);
    }

    @Override
    public long phase() {
        return 190_000;
    }

    /** From when on it says nothing, epoch milliseconds. */
    long silentFrom() {
        return silentFrom;
    }

    @Override
    public Reading read(long t, long slot) {
        if (t >= silentFrom) {
            return new Reading.Silent();
        }
        double weather = noise.wander(t, 2 * Moment.DAY, Draw.WEATHER);
        double storm = Math.max(0, -weather - 0.5);
        if (noise.unit(slot, Draw.FAILURE) < 0.006 + 0.12 * storm) {
            return new Reading.Failed("simulated failure: no signal");
        }
        Moment moment = new Moment(t);
        double busy = moment.hill(19.5, 6) * (moment.weekend() ? 0.55 : 0.40);
        double line = (1 + 0.22 * weather) * (1 + 0.10 * noise.wander(t, Moment.HOUR, Draw.LINE)) * (1 - busy);
        double download = 41 * line * (1 + 0.20 * noise.bell(slot, Draw.DOWNLOAD));
        double upload = noise.unit(slot, Draw.UPLOAD_FAILURE) < 0.004
                ? -1
                : 10 * line * (1 + 0.18 * noise.bell(slot, Draw.UPLOAD));
        double spike = noise.seldom(slot, Draw.SPIKE, 6);
        double ping = 38 + 30 * busy + 15 * storm + 4 * noise.bell(slot, Draw.PING) + 400 * spike;
        double jitter = 6 + 9 * busy + 8 * noise.unit(slot, Draw.JITTER) + 90 * spike;
        double loss = noise.unit(slot, Draw.LOSS) < 0.18 + 0.3 * busy + 0.5 * storm
                ? (1.2 + 6 * storm) * 2 * noise.unit(slot, Draw.LOSS_SIZE)
                : 0;
        return Reading.Measured.of(download, upload, ping, jitter, loss);
    }
}
