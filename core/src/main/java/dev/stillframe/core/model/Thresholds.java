package dev.stillframe.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the samples of a host are held against, and since when. What is said of a sample depends on the sample and on what was in force
 * at its time, on nothing else. For use by any number of threads.
 */
public final class Thresholds {
    /** None for any host. */
    public static final Thresholds NONE = new Thresholds(Metrics.BUILT_IN, Map.of());

    private final Metrics metrics;
    private final Map<Kind, SortedMap<String, List<Limit>>> declared = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, Judge>> judges = new EnumMap<>(Kind.class);

    /** What a threshold is for. */
    public enum Kind {
        /** What the provider has promised. */
        PROMISED,
        /** What the line usually reaches. */
        NORMAL,
        /** What no sample should be worse than; one that is, is an anomaly. */
        MINIMUM;

        /** All, in the order of files. */
        public static final List<Kind> ALL = List.of(values());

        /** The name of the setting and in files: {@code promised}, {@code normal}, {@code minimum}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The thresholds of a host from an instant on, until those of the next instant replace them wholly: a metric that the next
     * does not name has none any more.
     *
     * @param from epoch milliseconds, inclusive; {@link #ALWAYS} for those that have always held
     * @param values by metric name, the least good value, in smallest units; what names no metric is left out of account. Where it is
     *     empty, only failed tests are worse
     */
    public record Limit(long from, Map<String, Long> values) {
        /** The beginning of what has no beginning. */
        public static final long ALWAYS = Long.MIN_VALUE;

        /** Copies the values. */
        public Limit {
            values = Map.copyOf(values);
        }

        /** One that has always held. */
        public static Limit always(Map<String, Long> values) {
            return new Limit(ALWAYS, values);
        }
    }

    /**
     * Thresholds by kind and host.
     *
     * @param metrics the deployment's catalogue
     * @param limits by kind and host, in order of time
     * @throws IllegalArgumentException when those of a host are not in order of time, or two hold from the same instant
     */
    public Thresholds(Metrics metrics, Map<Kind, Map<String, List<Limit>>> limits) {
        this.metrics = metrics;
        for (Kind kind : Kind.ALL) {
            SortedMap<String, List<Limit>> ofKind = new TreeMap<>();
            Map<String, Judge> judgesOfKind = new HashMap<>();
            limits.getOrDefault(kind, Map.<String, List<Limit>>of()).forEach((host, inTime) -> {
                if (!inTime.isEmpty()) {
                    ofKind.put(host, List.copyOf(inTime));
                    judgesOfKind.put(host, new Judge(host, inTime, metrics));
                }
            });
            declared.put(kind, ofKind);
            judges.put(kind, judgesOfKind);
        }
    }

    /** The same with other thresholds of a kind, that have always held: by host and metric name, in smallest units. */
    public Thresholds with(Kind kind, Map<String, Map<String, Long>> always) {
        Map<Kind, Map<String, List<Limit>>> all = new EnumMap<>(declared);
        Map<String, List<Limit>> ofKind = new HashMap<>();
        always.forEach((host, values) -> ofKind.put(host, List.of(Limit.always(values))));
        all.put(kind, ofKind);
        return new Thresholds(metrics, all);
    }

    /** All of a kind as they were declared: by host, in order of time. */
    public SortedMap<String, List<Limit>> of(Kind kind) {
        return new TreeMap<>(Objects.requireNonNull(declared.get(kind)));
    }

    /** Whether a host has thresholds of a kind at an instant, epoch milliseconds. */
    public boolean inForce(Kind kind, String host, long t) {
        return rule(kind, host, t) != null;
    }

    /** What a metric of a host is held against at an instant, epoch milliseconds: in smallest units; empty where nothing is in force. */
    public OptionalLong limit(Kind kind, String host, long t, String metric) {
        Rule rule = rule(kind, host, t);
        int at = rule == null ? -1 : Arrays.binarySearch(rule.metric(), metrics.indexOf(metric));
        return rule == null || at < 0 ? OptionalLong.empty() : OptionalLong.of(rule.value()[at]);
    }

    /**
     * Whether a sample is worse than what was in force for its host at its time: it is a failed test, or has a value on the wrong
     * side of one: above it where lower is better, else below it. False where none was in force.
     */
    public boolean isWorse(Kind kind, Sample sample) {
        Rule rule = rule(kind, sample.host(), sample.t());
        return rule != null && (sample.isFailure() || rule.isWorse(sample.values()::get));
    }

    /**
     * Whether an average is on the wrong side of what is in force for a host at an instant. False where none is in force.
     *
     * @param t epoch milliseconds; of a period its last instant
     * @param averages the average of the metric at an index, in smallest units; {@link Values#ABSENT} where there is none
     */
    public boolean isWorse(Kind kind, String host, long t, IntToLongFunction averages) {
        Rule rule = rule(kind, host, t);
        return rule != null && rule.isWorse(averages);
    }

    /** What is expected of a host at an instant, epoch milliseconds: what is normal or, where that is not known, promised. */
    public Optional<Kind> expected(String host, long t) {
        return inForce(Kind.NORMAL, host, t)
                ? Optional.of(Kind.NORMAL)
                : Optional.of(Kind.PROMISED).filter(kind -> inForce(kind, host, t));
    }

    /**
     * Whether the averages of a period are below what is expected of a host. False where nothing is.
     *
     * @param last the last instant of the period, epoch milliseconds
     * @param averages the average of the metric at an index, in smallest units; {@link Values#ABSENT} where there is none
     */
    public boolean isBelowExpected(String host, long last, IntToLongFunction averages) {
        return expected(host, last)
                .filter(kind -> isWorse(kind, host, last, averages))
                .isPresent();
    }

    /**
     * A text that is equal for two exactly when they set the same limits at every time for every host of a scope, however that was
     * written down; so every sample of the scope is then judged alike by both.
     */
    public String fingerprint(Scope scope) {
        StringBuilder text = new StringBuilder();
        for (Kind kind : Kind.ALL) {
            for (Map.Entry<String, Judge> host : new TreeMap<>(Objects.requireNonNull(judges.get(kind))).entrySet()) {
                if (scope.covers(host.getKey())) {
                    text.append(kind.label()).append(' ').append(host.getKey());
                    host.getValue().describe(text);
                    text.append(';');
                }
            }
        }
        return text.toString();
    }

    private @Nullable Rule rule(Kind kind, String host, long t) {
        Judge judge = Objects.requireNonNull(judges.get(kind)).get(host);
        return judge == null ? null : judge.at(t);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Thresholds t && t.metrics.equals(metrics) && t.declared.equals(declared);
    }

    @Override
    public int hashCode() {
        return declared.hashCode();
    }

    @Override
    public String toString() {
        return declared.toString();
    }

    /** What holds for a host, in order of time; what changes nothing is left out. */
    private static final class Judge {
        private final long[] from;
        private final Rule[] rules;

        Judge(String host, List<Limit> limits, Metrics metrics) {
            List<Long> times = new ArrayList<>();
            List<Rule> changes = new ArrayList<>();
            long before = 0;
            for (int i = 0; i < limits.size(); i++) {
                Limit limit = limits.get(i);
                if (i > 0 && limit.from() <= before) {
                    throw new IllegalArgumentException("the thresholds of " + host + " are not in order of time");
                }
                before = limit.from();
                Rule rule = Rule.of(limit.values(), metrics);
                if (changes.isEmpty() || !changes.getLast().text().equals(rule.text())) {
                    times.add(limit.from());
                    changes.add(rule);
                }
            }
            this.from = times.stream().mapToLong(Long::longValue).toArray();
            this.rules = changes.toArray(Rule[]::new);
        }

        @Nullable
        Rule at(long t) {
            if (t >= from[from.length - 1]) {
                return rules[from.length - 1];
            }
            int found = Arrays.binarySearch(from, t);
            int last = found >= 0 ? found : -found - 2;
            return last < 0 ? null : rules[last];
        }

        void describe(StringBuilder text) {
            for (int i = 0; i < from.length; i++) {
                text.append(' ').append(from[i]).append(':').append(rules[i].text());
            }
        }
    }

    /** Values to compare with, by the index of their metric, in its order, and the same as text. */
    private record Rule(int[] metric, long[] value, boolean[] lowerIsBetter, String text) {
        static Rule of(Map<String, Long> values, Metrics metrics) {
            int[] known = values.keySet().stream()
                    .mapToInt(metrics::indexOf)
                    .filter(index -> index >= 0)
                    .sorted()
                    .toArray();
            long[] limits = new long[known.length];
            boolean[] lower = new boolean[known.length];
            SortedMap<String, String> texts = new TreeMap<>();
            for (int i = 0; i < known.length; i++) {
                Metric metric = metrics.get(known[i]);
                limits[i] = Objects.requireNonNull(values.get(metric.name()));
                lower[i] = metric.better() == Metric.Better.LOWER;
                texts.put(metric.name(), (lower[i] ? "<=" : ">=") + limits[i]);
            }
            StringBuilder text = new StringBuilder();
            texts.forEach((name, limit) -> text.append(name).append(limit).append(','));
            return new Rule(known, limits, lower, text.toString());
        }

        boolean isWorse(IntToLongFunction values) {
            for (int i = 0; i < metric.length; i++) {
                long v = values.applyAsLong(metric[i]);
                if (v != Values.ABSENT && (lowerIsBetter[i] ? v > value[i] : v < value[i])) {
                    return true;
                }
            }
            return false;
        }
    }
}
