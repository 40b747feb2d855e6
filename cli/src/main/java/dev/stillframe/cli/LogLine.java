package dev.stillframe.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of a function's log, for people and for machines. The product's own are JSON with metrics; a function also writes what its
 * runtime says, and Lambda adds lines of its own (AWS Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs").
 *
 * @param kind what it is
 * @param text for people, of one or more lines
 * @param fields for machines
 */
record LogLine(Kind kind, String text, Map<String, Object> fields) {
    private static final Pattern PLATFORM = Pattern.compile(
            "(START|END|REPORT) RequestId: .*|(INIT|RESTORE)_(START|REPORT)\\b.*|(EXTENSION|TELEMETRY|XRAY)\\b.*"
                    + "|Picked up JAVA_TOOL_OPTIONS: .*",
            Pattern.DOTALL);
    /** A report that tells of more than numbers. */
    private static final Pattern FAILED_REPORT = Pattern.compile("Status: (?!success)");

    private static final Pattern TROUBLE = Pattern.compile(
            "\\b(ERROR|SEVERE|Error|[A-Za-z]*Exception)\\b|Task timed out|Runtime exited|Status: (error|timeout)");
    private static final Pattern WARN = Pattern.compile("\\b(WARN|WARNING)\\b");

    /** What an event is. */
    enum Kind {
        /** What Lambda says of each call. */
        PLATFORM,
        /** Business as usual. */
        ORDINARY,
        /** Something to look at some time. */
        WARNING,
        /** Something failed. */
        PROBLEM
    }

    /** Reads an event. */
    static LogLine of(String text) {
        if (text.startsWith("{")) {
            try {
                JsonNode json = JsonMapper.shared().readTree(text);
                // Of lines without a number that is a metric the format has no heading.
                if (json.has("Deployment") && json.has("Function")) {
                    return metrics(json);
                }
                if (json.path("type").asString("").startsWith("platform.")) {
                    return plain(Kind.PLATFORM, text);
                }
            } catch (JacksonException e) {
                // Cut off, or of somebody else.
            }
        }
        if (PLATFORM.matcher(text).matches() && !FAILED_REPORT.matcher(text).find()) {
            return plain(Kind.PLATFORM, text);
        }
        return plain(
                TROUBLE.matcher(text).find() ? Kind.PROBLEM : WARN.matcher(text).find() ? Kind.WARNING : Kind.ORDINARY,
                text);
    }

    private static LogLine plain(Kind kind, String text) {
        return new LogLine(kind, text, Map.of("text", text));
    }

    private static LogLine metrics(JsonNode json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        json.properties().forEach(property -> {
            JsonNode value = property.getValue();
            if (value.isNumber()) {
                fields.put(property.getKey(), value.numberValue());
            } else if (value.isString()) {
                fields.put(property.getKey(), value.stringValue());
            }
        });
        fields.remove("Deployment");
        fields.remove("Function");
        return new LogLine(kind(json), new Words(json).all(), fields);
    }

    private static Kind kind(JsonNode json) {
        if (json.has("problem")
                || json.has("reason")
                || json.path("BuildFailed").asLong(0) > 0
                || json.path("ServerErrors").asLong(0) > 0) {
            return Kind.PROBLEM;
        }
        return json.has("warning") ? Kind.WARNING : Kind.ORDINARY;
    }

    /** The sentence that is made of metrics. */
    private static final class Words {
        private final JsonNode json;
        private final List<String> parts = new ArrayList<>();

        Words(JsonNode json) {
            this.json = json;
        }

        String all() {
            if (json.has("problem")) {
                return "problem: " + text("problem");
            }
            if (json.has("outcome")) {
                parts.add(text("scope") + " " + text("outcome"));
                millis("BuildTime");
                count("Written", "written");
                count("Confirmed", "confirmed");
                count("Folded", "folded");
                if (json.has("PayloadBytes")) {
                    parts.add(Text.bytes(json.path("PayloadBytes").asLong(0)));
                }
                count("Requests", "requests");
            } else if (json.has("path")) {
                parts.add(text("method") + " " + text("path") + " " + text("status"));
                millis("AnswerTime");
                named("scope");
                named("token");
                named("refresh");
                if (json.has("address")) {
                    parts.add("from " + text("address"));
                }
            } else if (json.has("Sent")) {
                count("Sent", "builds sent");
                millis("RoundTime");
            } else {
                json.properties().stream()
                        .filter(p -> !p.getKey().equals("_aws")
                                && !p.getKey().equals("Deployment")
                                && !p.getKey().equals("Function"))
                        .forEach(p -> parts.add(p.getKey() + " " + p.getValue().asString("")));
            }
            String sentence = String.join(", ", parts);
            for (String why : List.of("warning", "reason")) {
                sentence += json.has(why) ? ": " + text(why) : "";
            }
            return sentence;
        }

        private String text(String name) {
            return json.path(name).asString("");
        }

        private void millis(String name) {
            if (json.has(name)) {
                parts.add(Text.duration(json.path(name).asLong(0)));
            }
        }

        private void count(String name, String what) {
            if (json.has(name)) {
                parts.add(Text.count(json.path(name).asLong(0)) + " " + what);
            }
        }

        private void named(String name) {
            if (json.has(name)) {
                parts.add(name + " " + text(name));
            }
        }
    }
}
