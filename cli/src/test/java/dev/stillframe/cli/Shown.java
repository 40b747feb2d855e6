package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Compares what a document shows with what is really printed, where times, ids, versions, tokens, hashes and durations differ; and
 * knows which id of the document is which real one.
 */
final class Shown {
    private static final Pattern NAMES = Pattern.compile(
            "sf_[a-z0-9]{8}_[A-Za-z0-9_-]{43}|(?<=Token )[a-z0-9]{8}|\\b[0-9]{13}-[0-9a-f]{12}\\b|\\b[0-9a-f]{32}\\b");
    /** What may differ, and by what it is replaced; in this order. */
    private static final List<Map.Entry<String, String>> VARYING = List.of(
            Map.entry("sf_[a-z0-9]{8}_[A-Za-z0-9_-]{43}", "TOKEN"),
            Map.entry("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME"),
            Map.entry("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT", "DATE"),
            Map.entry("\\b\\d{13}-[0-9a-f]{12}\\b", "VERSION"),
            Map.entry("tmp-\\d{13}", "tmp-N"),
            Map.entry("sha256:[0-9a-f]{64}", "CHECKSUM"),
            Map.entry("\\b[0-9a-f]{32}\\b", "ID"),
            Map.entry("\"(build|bytes|ageSeconds|uptimeSeconds|etaSeconds|micros|ageMillis)\":\\d+", "\"$1\":N"),
            Map.entry("\"(from|to)\":\\d{13}", "\"$1\":N"),
            Map.entry("\"cache\":\"(hit|miss)\"", "\"cache\":HIT"),
            Map.entry("\"version\":\"[^\"]*\"", "\"version\":V"),
            Map.entry("(?i)(content-length|retry-after): \\d+", "$1: N"));
    /** A cut line ends in something that was cut: its last characters are not compared. */
    private static final int RAGGED = 24;

    /** By what the document shows, what it really is. */
    private final Map<String, String> real = new HashMap<>();

    /** A command of the document with the real ids. */
    String translated(String command) {
        String text = command;
        for (Map.Entry<String, String> name : real.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text;
    }

    /** Fails where what is shown is not what was printed. */
    void compare(String command, String shown, String printed) {
        if (command.contains("/events")) {
            compareEvents(command, shown, printed);
        } else if (command.contains("cut -c")) {
            List<String> one = lines(command, shown);
            List<String> other = lines(command, printed);
            assertThat(other).as(command).hasSameSizeAs(one);
            for (int i = 0; i < one.size(); i++) {
                compareCut(command, one.get(i), other.get(i));
            }
        } else {
            assertThat(lines(command, printed)).as(command).isEqualTo(lines(command, shown));
        }
        learn(shown, printed);
    }

    private static void compareCut(String command, String shown, String printed) {
        int length = Math.max(0, Math.min(shown.length(), printed.length()) - RAGGED);
        assertThat(printed.substring(0, length)).as(command).isEqualTo(shown.substring(0, length));
    }

    /** How many steps of a build a client sees depends on when it comes; each is like those shown, and the end is the same. */
    private void compareEvents(String command, String shown, String printed) {
        List<String> expected = List.of(shown.strip().split("\n\n"));
        List<String> events = List.of(printed.strip().split("\n\n"));
        compareEvent(command, expected.getLast(), events.getLast());
        for (String event : events.subList(0, events.size() - 1)) {
            compareEvent(command, expected.getFirst(), event.replace("event: started", "event: progress"));
        }
    }

    private void compareEvent(String command, String shown, String printed) {
        String step = "(id: |\"progress\":|\"stage\":|\"status\":)(\"[a-z]+\"|[0-9.]+)";
        boolean last = shown.startsWith("event: complete");
        List<String> one = lines(command, last ? shown : shown.replaceAll(step, "$1N"));
        List<String> other = lines(command, last ? printed : printed.replaceAll(step, "$1N"));
        assertThat(other).as(command).hasSameSizeAs(one);
        assertThat(other.getFirst()).as(command).isEqualTo(one.getFirst());
        compareCut(command, one.getLast(), other.getLast());
    }

    private void learn(String shown, String printed) {
        List<String> one =
                NAMES.matcher(shown).results().map(MatchResult::group).toList();
        List<String> other =
                NAMES.matcher(printed).results().map(MatchResult::group).toList();
        for (int i = 0; i < one.size() && i < other.size(); i++) {
            real.put(one.get(i), other.get(i));
        }
    }

    private List<String> lines(String command, String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String plain = line;
            for (Map.Entry<String, String> varying : VARYING) {
                plain = plain.replaceAll(varying.getKey(), varying.getValue());
            }
            for (Map.Entry<String, String> name : real.entrySet()) {
                plain = plain.replace(name.getKey(), "NAME").replace(name.getValue(), "NAME");
            }
            if (command.contains("token create")) {
                plain = plain.replaceAll("(Token|revoke) [a-z0-9]{8}", "$1 NAME");
            }
            plain = plain.replaceAll("\\s+", " ").strip();
            if (!plain.isEmpty()) {
                lines.add(plain);
            }
        }
        return command.contains("curl -s -i") ? headSorted(lines) : lines;
    }

    /** Header fields may come in any order, and their names in any case; the reason phrase says nothing. */
    private static List<String> headSorted(List<String> lines) {
        int body = 0;
        while (body < lines.size() && !lines.get(body).matches("[{\\[].*")) {
            body++;
        }
        List<String> sorted = new ArrayList<>();
        sorted.add(lines.getFirst().substring(0, "HTTP/1.1 200".length()));
        lines.subList(1, body).stream()
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)
                        + line.substring(line.indexOf(':')))
                .sorted()
                .forEach(sorted::add);
        sorted.addAll(lines.subList(body, lines.size()));
        return sorted;
    }
}
