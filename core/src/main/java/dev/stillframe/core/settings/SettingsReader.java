package dev.stillframe.core.settings;

import dev.stillframe.core.ingest.Units;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads {@link Settings}: first the file, then the environment, which wins. {@code STILLFRAME_ZONE} is {@code zone}, and so
 * on; a structured setting is written as YAML in one line. Finds all problems before it reports them.
 */
public final class SettingsReader {
    private static final String PREFIX = "STILLFRAME_";
    private static final Set<String> NAMES = Set.of(
            "zone",
            "host",
            "units",
            "metrics",
            "promised",
            "minimum",
            "rest",
            "reading",
            "fallback_after",
            "builds_per_minute",
            "behind_proxy");
    /** Where a deployment lies is no setting of it. */
    private static final String PLACE = "STILLFRAME_AWS_";
    /** Of the launcher, not of the program. */
    private static final Set<String> LAUNCHER = Set.of("STILLFRAME_JAVA_HOME", "STILLFRAME_JAVA_OPTS");

    private final List<String> problems = new ArrayList<>();

    private SettingsReader() {}

    /** The names of all settings, as they stand in the file. */
    public static Set<String> names() {
        return NAMES;
    }

    /**
     * Reads the settings.
     *
     * @param yaml the text of the settings file; null where there is none
     * @param name the name of the file, for messages
     * @param environment the environment variables
     * @param rest how often hosts are built that nobody asks for, where nothing is set
     * @throws SettingsException with all that is wrong
     */
    public static Settings read(@Nullable String yaml, String name, Map<String, String> environment, Cadence rest) {
        SettingsReader reader = new SettingsReader();
        Map<String, @Nullable Object> found = reader.collect(yaml, name, environment);
        Settings settings = reader.settings(found, rest);
        if (!reader.problems.isEmpty()) {
            throw new SettingsException(reader.problems);
        }
        return settings;
    }

    private Map<String, @Nullable Object> collect(@Nullable String yaml, String file, Map<String, String> environment) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        if (yaml != null) {
            try {
                Object all = parse(yaml);
                if (all instanceof Map<?, ?> map) {
                    map.forEach((name, value) -> found.put(String.valueOf(name), value));
                } else if (all != null) {
                    problems.add(file + ": is not a list of 'name: value' lines");
                }
            } catch (JacksonException e) {
                problems.add(file + ": is not YAML: " + firstLine(e.getOriginalMessage()));
            }
            for (String name : found.keySet()) {
                if (!NAMES.contains(name)) {
                    problems.add(file + ": unknown setting '" + name + "'; known are " + sorted());
                }
            }
        }
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && !variable.startsWith(PLACE) && !LAUNCHER.contains(variable)) {
                fromEnvironment(variable, value, found);
            }
        });
        return found;
    }

    private void fromEnvironment(String variable, String value, Map<String, @Nullable Object> found) {
        String name = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        if (!NAMES.contains(name)) {
            problems.add("environment: unknown setting '" + variable + "'; known are "
                    + NAMES.stream()
                            .sorted()
                            .map(n -> PREFIX + n.toUpperCase(Locale.ROOT))
                            .toList());
            return;
        }
        try {
            found.put(name, parse(value));
        } catch (JacksonException e) {
            problems.add("environment: " + variable + " is not YAML: " + firstLine(e.getOriginalMessage()));
        }
    }

    private static @Nullable Object parse(String yaml) {
        boolean empty =
                yaml.lines().allMatch(l -> l.isBlank() || l.stripLeading().startsWith("#"));
        return empty ? null : Yaml.MAPPER.readValue(yaml, Object.class);
    }

    private Settings settings(Map<String, @Nullable Object> found, Cadence restByDefault) {
        Metrics metrics = metrics(found.get("metrics"));
        return new Settings(
                zone(found.get("zone")),
                host(found.get("host")),
                units(found.get("units"), metrics),
                metrics,
                limits("promised", found.get("promised"), metrics),
                limits("minimum", found.get("minimum"), metrics),
                rest(found.get("rest"), restByDefault),
                serving(found));
    }

    private Cadence rest(@Nullable Object value, Cadence byDefault) {
        if (value == null) {
            return byDefault;
        }
        if (value.equals("none")) {
            return Cadence.NONE;
        }
        try {
            return Cadence.resting(Durations.parse(value.toString(), Cadence.SHORTEST, Cadence.LONGEST));
        } catch (IllegalArgumentException e) {
            problems.add("rest: " + e.getMessage());
            return Cadence.NONE;
        }
    }

    private Serving serving(Map<String, @Nullable Object> found) {
        Serving.Reading reading = Serving.DEFAULT.reading();
        Object who = found.get("reading");
        if (who != null) {
            switch (who.toString()) {
                case "public" -> reading = Serving.Reading.PUBLIC;
                case "tokens" -> reading = Serving.Reading.TOKENS;
                default -> problems.add("reading: '" + who + "' is not public or tokens");
            }
        }
        Duration fallbackAfter = Serving.DEFAULT.fallbackAfter();
        Object after = found.get("fallback_after");
        if (after != null) {
            try {
                fallbackAfter = Durations.parse(after.toString(), Duration.ZERO, Duration.ofDays(7));
            } catch (IllegalArgumentException e) {
                problems.add("fallback_after: " + e.getMessage());
            }
        }
        return new Serving(
                reading,
                fallbackAfter,
                buildsPerMinute(found.get("builds_per_minute")),
                behindProxy(found.get("behind_proxy")));
    }

    private int buildsPerMinute(@Nullable Object value) {
        if (value == null) {
            return Serving.DEFAULT.buildsPerMinute();
        }
        String text = value.toString();
        int builds = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (builds < 1 || builds > 10_000) {
            problems.add("builds_per_minute: '" + text + "' is not a whole number from 1 to 10000");
            return Serving.DEFAULT.buildsPerMinute();
        }
        return builds;
    }

    private boolean behindProxy(@Nullable Object value) {
        if (value == null) {
            return Serving.DEFAULT.behindProxy();
        }
        if (!Set.of("true", "false").contains(value.toString())) {
            problems.add("behind_proxy: '" + value + "' is not true or false");
        }
        return value.toString().equals("true");
    }

    private ZoneId zone(@Nullable Object value) {
        if (value == null) {
            return Settings.DEFAULT.zone();
        }
        try {
            return ZoneId.of(value.toString());
        } catch (DateTimeException e) {
            problems.add("zone: '" + value + "' is not a time zone such as Europe/Berlin or UTC");
            return Settings.DEFAULT.zone();
        }
    }

    private String host(@Nullable Object value) {
        if (value == null) {
            return Settings.DEFAULT.host();
        }
        if (!Scope.isHost(value.toString())) {
            problems.add("host: '" + value + "' is not a host name (" + Scope.HOST_RULE + ")");
        }
        return value.toString();
    }

    private Map<String, String> units(@Nullable Object value, Metrics metrics) {
        Map<String, String> units = new LinkedHashMap<>();
        map("units", value).forEach((metric, unit) -> {
            if (metrics.indexOf(metric) < 0) {
                problems.add("units: " + unknownMetric(metric, metrics));
            } else {
                try {
                    Units.parse(metric + "=" + unit, metrics);
                } catch (IllegalArgumentException e) {
                    problems.add("units: " + e.getMessage());
                }
            }
            units.put(metric, String.valueOf(unit));
        });
        return units;
    }

    private Metrics metrics(@Nullable Object value) {
        List<Metric> declared = new ArrayList<>();
        map("metrics", value).forEach((name, definition) -> {
            try {
                declared.add(metric(name, map("metrics." + name, definition)));
            } catch (IllegalArgumentException | ArithmeticException e) {
                problems.add("metrics." + name + ": " + e.getMessage());
            }
        });
        try {
            return Metrics.builtInAnd(declared);
        } catch (IllegalArgumentException e) {
            problems.add("metrics: " + e.getMessage());
            return Metrics.BUILT_IN;
        }
    }

    private static Metric metric(String name, Map<String, @Nullable Object> definition) {
        Set<String> fields = Set.of("unit", "scale", "decimals", "min", "max", "better");
        for (String field : definition.keySet()) {
            if (!fields.contains(field)) {
                throw new IllegalArgumentException("unknown field '" + field + "'; known are "
                        + fields.stream().sorted().toList());
            }
        }
        Object unit = definition.get("unit");
        if (unit == null) {
            throw new IllegalArgumentException("'unit' is missing");
        }
        int scale = number(definition, "scale", BigDecimal.valueOf(3)).intValueExact();
        int decimals = number(definition, "decimals", BigDecimal.valueOf(Math.min(2, scale)))
                .intValueExact();
        if (scale < 0 || scale > 9) {
            throw new IllegalArgumentException("scale " + scale + " is not within 0 to 9");
        }
        BigDecimal widest = BigDecimal.valueOf(Metric.LIMIT, scale);
        String better = definition.getOrDefault("better", "neither") + "";
        if (!Set.of("higher", "lower", "neither").contains(better)) {
            throw new IllegalArgumentException("better '" + better + "' is not higher, lower or neither");
        }
        return new Metric(
                name,
                unit.toString(),
                scale,
                decimals,
                smallest(number(definition, "min", widest.negate()), scale),
                smallest(number(definition, "max", widest), scale),
                Metric.Better.valueOf(better.toUpperCase(Locale.ROOT)));
    }

    private static BigDecimal number(Map<String, @Nullable Object> fields, String name, BigDecimal otherwise) {
        Object value = fields.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' is not a number: " + value, e);
        }
    }

    private static long smallest(BigDecimal value, int scale) {
        // Looked at before it is written out: 1e300000000 has as many digits.
        long digits = (long) value.precision() - value.scale();
        boolean tooLarge = digits > 12 && value.signum() != 0;
        BigDecimal scaled = tooLarge || value.signum() == 0 || digits < -20
                ? BigDecimal.ZERO
                : value.movePointRight(scale).setScale(0, RoundingMode.HALF_UP);
        if (tooLarge || scaled.abs().compareTo(BigDecimal.valueOf(Metric.LIMIT)) > 0) {
            throw new IllegalArgumentException(value + " is further from zero than "
                    + BigDecimal.valueOf(Metric.LIMIT, scale).toPlainString() + ", the most at scale " + scale);
        }
        return scaled.longValueExact();
    }

    /** What a setting says by host and metric, in smallest units. */
    private Map<String, Map<String, Long>> limits(String setting, @Nullable Object value, Metrics metrics) {
        Map<String, Map<String, Long>> limits = new LinkedHashMap<>();
        map(setting, value).forEach((host, values) -> {
            if (!Scope.isHost(host)) {
                problems.add(setting + ": '" + host + "' is not a host name (" + Scope.HOST_RULE + ")");
            }
            Map<String, Long> ofHost = new LinkedHashMap<>();
            Map<String, @Nullable Object> fields = map(setting + "." + host, values);
            for (String metric : fields.keySet()) {
                int index = metrics.indexOf(metric);
                if (index < 0) {
                    problems.add(setting + "." + host + ": " + unknownMetric(metric, metrics));
                    continue;
                }
                try {
                    ofHost.put(
                            metric,
                            smallest(
                                    number(fields, metric, BigDecimal.ZERO),
                                    metrics.get(index).scale()));
                } catch (IllegalArgumentException e) {
                    problems.add(setting + "." + host + "." + metric + ": " + e.getMessage());
                }
            }
            limits.put(host, ofHost);
        });
        return limits;
    }

    private static String unknownMetric(String name, Metrics metrics) {
        return "unknown metric '" + name + "'; known are "
                + metrics.list().stream().map(Metric::name).toList();
    }

    private Map<String, @Nullable Object> map(String name, @Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> fields.put(String.valueOf(key), field));
        } else if (value != null) {
            problems.add(name + ": must be a list of 'name: value' lines");
        }
        return fields;
    }

    private static List<String> sorted() {
        return NAMES.stream().sorted().toList();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Made at the first setting: where nothing is set, a function starts a tenth of a second sooner without it. */
    private static final class Yaml {
        static final ObjectMapper MAPPER = YAMLMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();

        private Yaml() {}
    }
}
