package dev.stillframe.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A family's fibre line: fast, slower in the evening and at the weekend, sometimes cut off, and slow for a whole week once. */
final class HomeFibre implements DemoHost {
    /** Outages: about how many hours before the start of the demonstration each begins, and how many minutes it lasts. */
    private static final long[][] OUTAGES = {
        {8_200, 20}, {6_890, 95}, {5_130, 50}, {3_900, 240}, {2_310, 30}, {990, 150}, {146, 540}, {13, 45}
    };

    private static final long SLOW_WEEK_DAYS_BEFORE = 62;

    private static final Map<String, String> LABELS = Map.of(
            "server", "simulated server, Lisbon",
            "isp", "Simulated Fibre",
            "connectionType", "Ethernet",
            "prober", DemoSource.PROBER);

    private final Noise noise;
    private final List<Span> outages;
    private final Span slowWeek;

    HomeFibre(long seed, long start) {
        noise = new Noise(seed, name());
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < OUTAGES.length; i++) {
            double shift = 0.96 + 0.08 * noise.unit(i, Draw.OUTAGE);
            long from = start - (long) (OUTAGES[i][0] * shift * Moment.HOUR);
            spans.add(new Span(from, from + OUTAGES[i][1] * 60_000));
        }
        outages = List.copyOf(spans);
        long slow = start - SLOW_WEEK_DAYS_BEFORE * Moment.DAY;
        slowWeek = new Span(slow, slow + 7 * Moment.DAY);
    }

    @Override
    public String name() {
        return "home-fibre";
    }

    @Override
    public Map<String, String> labels() {
        return LABELS;
    }

    @Override
    public Map<String, Long> promised() {
        return Map.of("download", 800_000L, "upload", 400_000L);
    }

    @Override
    public long phase() {
        return 10_000;
    }

    /** The outages, the earliest first. */
    List<Span> outages() {
        return outages;
    }

    /** The week in which the line was slow. */
    Span slowWeek() {
        return slowWeek;
    }

    @Override
    public Reading read(long t, long slot) {
        if (Span.anyCovers(outages, t)) {
            return new Reading.Failed("simulated outage: no connection");
        }
        if (noise.unit(slot, Draw.FAILURE) < 0.0004) {
            return new Reading.Failed("simulated failure: the test server did not answer");
        }
        Moment moment = new Moment(t);
        double busy = moment.hill(20.5, 4.5) * (moment.weekend() ? 0.31 : 0.24);
        if (moment.weekend()) {
            busy += moment.hill(15, 5) * 0.10;
        }
        double line = 1 + 0.008 * noise.wander(t, 9 * Moment.HOUR, Draw.LINE);
        if (slowWeek.covers(t)) {
            line *= 0.42;
        }
        double dip = noise.unit(slot, Draw.DIP) < 0.006 ? 0.35 + 0.5 * noise.unit(slot, Draw.DIP_DEPTH) : 1;
        double download = 936 * line * dip * (1 - busy) * (1 + (0.006 + 0.12 * busy) * noise.bell(slot, Draw.DOWNLOAD));
        double upload = 483 * line * dip * (1 - busy * 0.35) * (1 + 0.008 * noise.bell(slot, Draw.UPLOAD));
        double spike = noise.seldom(slot, Draw.SPIKE, 8);
        double ping = 4.1 + 11 * busy + 0.25 * noise.bell(slot, Draw.PING) + 60 * spike;
        double jitter = 0.25 + 2.2 * busy + 0.5 * noise.unit(slot, Draw.JITTER) + 14 * spike;
        double loss = noise.unit(slot, Draw.LOSS) < 0.01 + 0.05 * busy ? 1.8 * noise.unit(slot, Draw.LOSS_SIZE) : 0;
        return Reading.Measured.of(Math.min(download, 941.5), upload, ping, jitter, loss);
    }
}
