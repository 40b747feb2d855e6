package dev.stillframe.cli;

import dev.stillframe.core.dedupe.Pace;
import dev.stillframe.core.dedupe.Slots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code dedupe} has to say of one host.
 *
 * @param pace how often it measures; null when it has too few samples to learn it
 * @param count what was found
 * @param aside how many were put into quarantine
 */
record DedupeReport(String host, @Nullable Pace pace, Slots.Count count, long aside) {
    /** The same for people. */
    List<String> lines(boolean delete) {
        List<String> lines = new ArrayList<>();
        if (pace == null) {
            lines.add(host + ": too few samples to learn how often it measures; say it with --every");
            return lines;
        }
        lines.add(host + ": " + Text.count(count.samples(), "sample") + " in " + Text.count(count.slots(), "slot")
                + ", " + Text.count(count.duplicates(), "duplicate") + " (" + told(pace) + ")");
        if (pace instanceof Pace.Learned learned && learned.shorter() * 20 > learned.samples()) {
            lines.add("  " + Text.count(learned.shorter())
                    + " steps are much shorter than that: some of these samples may"
                    + " be meant. A smaller --every leaves them alone.");
        }
        for (Slots.Example example : count.examples()) {
            lines.add("  from " + Instant.ofEpochMilli(example.from()) + ": " + Instant.ofEpochMilli(example.kept())
                    + " is kept, not "
                    + String.join(
                            ", ",
                            example.others().stream().map(DedupeReport::time).toList())
                    + (example.count() > example.others().size()
                            ? " and "
                                    + Text.count(
                                            example.count() - example.others().size()) + " more"
                            : ""));
        }
        if (delete && aside > 0) {
            lines.add("  " + Text.count(aside, "sample") + (aside == 1 ? " is" : " are") + " in quarantine;"
                    + " 'stillframe dedupe --restore --host " + host + "' puts " + (aside == 1 ? "it" : "them")
                    + " back.");
        }
        return lines;
    }

    /** The same for programs. */
    Map<String, Object> fields(boolean delete) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", host);
        if (pace != null) {
            fields.put("everySeconds", pace.millis() / 1000);
            fields.put(
                    "known",
                    switch (pace) {
                        case Pace.Given given -> "given";
                        case Pace.Configured configured -> "configured";
                        case Pace.Learned learned -> "learned";
                    });
        }
        fields.put("samples", count.samples());
        fields.put("slots", count.slots());
        fields.put("duplicates", count.duplicates());
        if (delete) {
            fields.put("quarantined", aside);
        }
        fields.put(
                "examples", count.examples().stream().map(DedupeReport::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Slots.Example example) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("slot", time(example.from()));
        fields.put("kept", time(example.kept()));
        fields.put("others", example.others().stream().map(DedupeReport::time).toList());
        fields.put("count", example.count());
        return fields;
    }

    private static String told(Pace pace) {
        String every = "every " + shown(pace.millis());
        return switch (pace) {
            case Pace.Given given -> every;
            case Pace.Configured configured -> every + ", by the settings";
            case Pace.Learned learned -> "learned: " + every + ", from " + Text.count(learned.samples(), "sample");
        };
    }

    private static String shown(long millis) {
        long seconds = millis / 1000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + " d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    private static String time(long t) {
        return Instant.ofEpochMilli(t).toString();
    }
}
