package dev.stillframe.core.settings;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
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
            "normal",
            "minimum",
            "schedule",
            "closing",
            "rest",
            "reading",
            "fallback_after",
            "builds_per_minute",
            "behind_proxy",
            "archive",
            "notice");
    /** Where a deployment lies is no setting of it. */
    private static final String PLACE = "STILLFRAME_AWS_";
    /** Of the launcher, not of the program. */
    private static final Set<String> LAUNCHER = Set.of("STILLFRAME_JAVA_HOME", "STILLFRAME_JAVA_OPTS");

    private final Problems problems = new Problems();

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
        List<String> problems = reader.problems.lines();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
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
        CalendarSettings calendar = new CalendarReader(problems).read(found);
        MetricsReader metricsReader = new MetricsReader(problems);
        Metrics metrics = metricsReader.metrics(found.get("metrics"));
        return new Settings(
                calendar,
                host(found.get("host")),
                metricsReader.units(found.get("units"), metrics),
                metrics,
                new LimitsReader(problems, metrics, new Calendar(calendar.zone())).read(found),
                rest(found.get("rest"), restByDefault),
                new ServingReader(problems).read(found),
                notice(found.get("notice")));
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

    private String host(@Nullable Object value) {
        if (value == null) {
            return Settings.DEFAULT.host();
        }
        if (!Scope.isHost(value.toString())) {
            problems.add("host: '" + value + "' is not a host name (" + Scope.HOST_RULE + ")");
        }
        return value.toString();
    }

    private String notice(@Nullable Object value) {
        String text = value == null ? "" : value.toString().strip();
        if (text.codePointCount(0, text.length()) > Settings.MAX_NOTICE) {
            problems.add("notice: has more than " + Settings.MAX_NOTICE + " characters");
        }
        if (text.codePoints().anyMatch(SettingsReader::isControl)) {
            problems.add("notice: must be one line, without control characters");
        }
        return text;
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.LINE_SEPARATOR
                || Character.getType(character) == Character.PARAGRAPH_SEPARATOR
                || Character.getType(character) == Character.SURROGATE;
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
