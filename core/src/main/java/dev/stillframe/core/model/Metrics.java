package dev.stillframe.core.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of a deployment in their declared order. A metric's place in this order is its index everywhere in the core:
 * in {@link Values}, in rings and in files.
 */
public final class Metrics {
    /** The most metrics a deployment can have, built-in ones included. */
    public static final int MAX = 32;

    /** The metrics that every deployment has: download, upload, ping, jitter, packet_loss. */
    public static final Metrics BUILT_IN = new Metrics(List.of(
            new Metric("download", "Mbit/s", 3, 2, 0, 100_000_000L, Metric.Better.HIGHER),
            new Metric("upload", "Mbit/s", 3, 2, 0, 100_000_000L, Metric.Better.HIGHER),
            new Metric("ping", "ms", 3, 2, 0, 60_000_000L, Metric.Better.LOWER),
            new Metric("jitter", "ms", 3, 2, 0, 60_000_000L, Metric.Better.LOWER),
            new Metric("packet_loss", "%", 4, 2, 0, 1_000_000L, Metric.Better.LOWER)));

    private final List<Metric> list;
    private final Map<String, Integer> byName = new HashMap<>();

    private Metrics(List<Metric> list) {
        this.list = List.copyOf(list);
        for (int i = 0; i < list.size(); i++) {
            if (byName.put(list.get(i).name(), i) != null) {
                throw new IllegalArgumentException(
                        "metric " + list.get(i).name() + " is declared twice, or is built in");
            }
        }
        if (list.size() > MAX) {
            throw new IllegalArgumentException(list.size() + " metrics are declared; at most " + MAX
                    + " are allowed, the five built-in ones included");
        }
    }

    /**
     * The built-in metrics followed by the declared ones.
     *
     * @throws IllegalArgumentException when a name stands twice or there are more than {@link #MAX}
     */
    public static Metrics builtInAnd(List<Metric> declared) {
        List<Metric> all = new ArrayList<>(BUILT_IN.list);
        all.addAll(declared);
        return new Metrics(all);
    }

    /** All metrics, in order. */
    public List<Metric> list() {
        return list;
    }

    /** How many metrics there are. */
    public int size() {
        return list.size();
    }

    /** The metric at an index. */
    public Metric get(int index) {
        return list.get(index);
    }

    /** The index of the named metric, or -1. */
    public int indexOf(String name) {
        return byName.getOrDefault(name, -1);
    }

    /**
     * A text that is equal for two catalogues exactly when the same samples give the same bytes under both: names, units,
     * scales and decimals, in order.
     */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        for (Metric m : list) {
            text.append(m.name())
                    .append('|')
                    .append(m.unit())
                    .append('|')
                    .append(m.scale())
                    .append('|');
            text.append(m.decimals()).append(';');
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metrics m && m.list.equals(list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.toString();
    }
}
