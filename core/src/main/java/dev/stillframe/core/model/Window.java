package dev.stillframe.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A fixed span that ends now. This is the one place of the table of windows in the contracts. */
public enum Window {
    H1("1h", Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(30)),
    H10("10h", Duration.ofHours(10), Duration.ofMinutes(1), Duration.ofSeconds(60)),
    D1("1d", Duration.ofHours(24), Duration.ofMinutes(2), Duration.ofSeconds(60)),
    D10("10d", Duration.ofHours(240), Duration.ofMinutes(5), Duration.ofSeconds(300)),
    M3("3m", Duration.ofDays(90), Duration.ofMinutes(15), Duration.ofSeconds(900)),
    M12("12m", Duration.ofDays(365), Duration.ofMinutes(15), Duration.ofSeconds(900));

    /** All, shortest first. */
    public static final List<Window> ALL = List.of(values());

    private final String label;
    private final long spanMillis;
    private final long cadenceMillis;
    private final long maxAgeSeconds;

    Window(String label, Duration span, Duration cadence, Duration maxAge) {
        this.label = label;
        this.spanMillis = span.toMillis();
        this.cadenceMillis = cadence.toMillis();
        this.maxAgeSeconds = maxAge.toSeconds();
    }

    /** The name in keys and requests: {@code 1h}, {@code 10h}, {@code 1d}, {@code 10d}, {@code 3m}, {@code 12m}. */
    public String label() {
        return label;
    }

    /** Length in milliseconds. */
    public long spanMillis() {
        return spanMillis;
    }

    /** How often it is built, in milliseconds. */
    public long cadenceMillis() {
        return cadenceMillis;
    }

    /** How long a cache may keep its payloads, in seconds. */
    public long maxAgeSeconds() {
        return maxAgeSeconds;
    }

    /** Length of one bucket at a granularity, in milliseconds. It is a whole number for every window. */
    public long bucketMillis(Granularity granularity) {
        return spanMillis / granularity.points();
    }

    /** End of the window at {@code now} (epoch milliseconds), exclusive: the end of the bucket that holds {@code now}. */
    public long to(Granularity granularity, long now) {
        long bucket = bucketMillis(granularity);
        return (Math.floorDiv(now, bucket) + 1) * bucket;
    }

    /** Start of the window at {@code now} (epoch milliseconds), inclusive. */
    public long from(Granularity granularity, long now) {
        return to(granularity, now) - spanMillis;
    }

    /** The window with a label. */
    public static Optional<Window> of(String label) {
        return ALL.stream().filter(w -> w.label.equals(label)).findFirst();
    }

    @Override
    public String toString() {
        return label;
    }
}
