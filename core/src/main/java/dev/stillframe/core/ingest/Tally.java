package dev.stillframe.core.ingest;

import dev.stillframe.core.ingest.ImportReport.Example;
import dev.stillframe.core.ingest.ImportReport.Trouble;
import dev.stillframe.core.model.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Counts what the reading of sources comes upon. For use by one thread at a time. */
final class Tally {
    private static final class Count {
        private final List<Example> examples = new ArrayList<>();
        private long count;
    }

    private final Metrics metrics;
    private final long[][] leftOut;
    private final Map<String, Count> refused = new LinkedHashMap<>();
    private final Map<String, Count> skipped = new LinkedHashMap<>();
    private final TreeSet<String> hosts = new TreeSet<>();
    private String lastHost = "";
    private long lines;
    private long samples;
    private long repeatedHour;
    private long skippedHour;
    private long firstAt = Long.MAX_VALUE;
    private long lastAt = Long.MIN_VALUE;

    Tally(Metrics metrics) {
        this.metrics = metrics;
        leftOut = new long[metrics.size()][LeftOut.Reason.values().length];
    }

    void line() {
        lines++;
    }

    void accepted(Judgement.Accepted accepted, LocalTimes.Kind kind) {
        samples++;
        for (Judgement.Omission omission : accepted.leftOut()) {
            leftOut[omission.metric()][omission.reason().ordinal()]++;
        }
        switch (kind) {
            case PLAIN -> {}
            case REPEATED -> repeatedHour++;
            case SKIPPED -> skippedHour++;
        }
        String host = accepted.sample().host();
        if (!host.equals(lastHost)) {
            hosts.add(host);
            lastHost = host;
        }
        firstAt = Math.min(firstAt, accepted.sample().t());
        lastAt = Math.max(lastAt, accepted.sample().t());
    }

    void refused(String reason, String source, LineReader line) {
        count(refused, reason, source, line);
    }

    void skipped(String reason, String source, LineReader line) {
        count(skipped, reason, source, line);
    }

    /** How many samples there were. */
    long samples() {
        return samples;
    }

    /** Why a source gave no sample, in one line: the most frequent reason and its first example. */
    String shortly() {
        List<Trouble> troubles = new ArrayList<>(troubles(refused));
        troubles.addAll(troubles(skipped));
        String text = "no readable record in " + lines + (lines == 1 ? " line" : " lines");
        Trouble most = null;
        for (Trouble trouble : troubles) {
            most = most == null || trouble.count() > most.count() ? trouble : most;
        }
        if (most == null) {
            return text;
        }
        Example example = most.examples().get(0);
        return text + "; of " + most.count() + ": " + most.reason() + " (line " + example.line() + ": " + example.text()
                + ")";
    }

    ImportReport report(OptionalLong importId, long taken, long failedTests, long duplicates) {
        List<LeftOut> left = new ArrayList<>();
        for (int i = 0; i < leftOut.length; i++) {
            for (LeftOut.Reason reason : LeftOut.Reason.values()) {
                if (leftOut[i][reason.ordinal()] > 0) {
                    left.add(new LeftOut(metrics.get(i).name(), reason, leftOut[i][reason.ordinal()]));
                }
            }
        }
        List<Trouble> bad = troubles(refused);
        long records = samples + bad.stream().mapToLong(Trouble::count).sum();
        return new ImportReport(
                importId,
                lines,
                records,
                taken,
                failedTests,
                duplicates,
                left,
                bad,
                troubles(skipped),
                repeatedHour,
                skippedHour,
                List.copyOf(hosts),
                firstAt,
                lastAt);
    }

    private static void count(Map<String, Count> counts, String reason, String source, LineReader line) {
        Count count = counts.computeIfAbsent(reason, _ -> new Count());
        count.count++;
        if (count.examples.size() < Trouble.MAX_EXAMPLES) {
            String text = CleanText.of(line.buffer(), line.start(), line.end(), Example.MAX_CHARACTERS);
            count.examples.add(new Example(source, line.number(), text));
        }
    }

    private static List<Trouble> troubles(Map<String, Count> counts) {
        List<Trouble> troubles = new ArrayList<>();
        counts.forEach((reason, count) -> troubles.add(new Trouble(reason, count.count, List.copyOf(count.examples))));
        return troubles;
    }
}
