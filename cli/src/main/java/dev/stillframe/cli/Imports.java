package dev.stillframe.cli;

import dev.stillframe.core.ingest.ImportReport;
import dev.stillframe.core.ingest.ImportSettings;
import dev.stillframe.core.ingest.Importer;
import dev.stillframe.core.ingest.LeftOut;
import dev.stillframe.core.ingest.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Imports files and says what became of them. */
final class Imports {
    private final Importer importer;
    private final PrintWriter out;
    private final PrintWriter err;

    Imports(Importer importer, PrintWriter out, PrintWriter err) {
        this.importer = importer;
        this.out = out;
        this.err = err;
    }

    /**
     * Imports files, and folders of raw archives.
     *
     * @param named whether the host of the settings is one that the user named, and goes before that of a folder
     */
    void run(List<Path> files, ImportSettings settings, boolean named, boolean json) {
        long total = 0;
        List<Source> sources = new ArrayList<>();
        for (Path file : files) {
            total += check(file);
            if (Files.isDirectory(file)) {
                sources.addAll(ArchiveFolder.of(file).sources(named));
            } else {
                sources.add(new Source(file.toString(), () -> Files.newInputStream(file)));
            }
        }
        long all = total;
        Progress progress = Progress.bytes(err, "read");
        long start = System.nanoTime();
        ImportReport report = importer.run(sources, settings, bytes -> progress.at(bytes, all));
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (json) {
            out.println(Json.of(fields(report, millis)));
        } else {
            print(report, millis, sources.size() > 1);
        }
    }

    /** Whether a file or folder can be read at all, before anything begins; how many bytes it has. */
    static long check(Path file) {
        if (!Files.exists(file)) {
            throw new Failure(file + " does not exist");
        }
        if (!Files.isReadable(file)) {
            throw new Failure(file + " cannot be read");
        }
        if (Files.isDirectory(file)) {
            return ArchiveFolder.of(file).bytes();
        }
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void print(ImportReport report, long millis, boolean many) {
        long rate = millis == 0 ? report.lines() * 1000 : report.lines() * 1000 / millis;
        out.println(Text.count(report.records(), "record") + " in " + Text.count(report.lines(), "line") + ", "
                + Text.duration(millis) + " (" + Text.count(rate) + " lines/s)");
        row(report.taken(), "taken");
        row(report.failedTests(), "failed tests, stored as such");
        row(report.duplicates(), "were there already");
        row(report.refusedCount(), "refused");
        report.refused().forEach(t -> trouble(t, many));
        row(report.skippedCount(), "lines that are no record");
        report.skipped().forEach(t -> trouble(t, many));
        for (LeftOut left : report.leftOut()) {
            row(
                    left.count(),
                    left.metric() + " values left out: " + left.reason().text());
            if (left.reason() == LeftOut.Reason.OUT_OF_RANGE && left.count() * 2 > report.records()) {
                out.println("            Is the unit right? Take this import back, and say it with --unit "
                        + left.metric() + "=UNIT.");
            }
        }
        row(report.repeatedHour(), "stamps in an hour that a clock change repeats, read as the first of the two");
        row(report.skippedHour(), "stamps in an hour that a clock change skips, moved on by its length");
        if (!report.hosts().isEmpty()) {
            List<String> hosts = report.hosts();
            out.println((hosts.size() == 1 ? "host " : "hosts ")
                    + String.join(", ", hosts.subList(0, Math.min(10, hosts.size())))
                    + (hosts.size() > 10 ? " and " + (hosts.size() - 10) + " more" : "") + ", from "
                    + Instant.ofEpochMilli(report.firstAt()) + " to " + Instant.ofEpochMilli(report.lastAt()));
        }
        if (report.importId().isPresent()) {
            out.println("This was import " + report.importId().getAsLong() + "; 'stillframe import --undo "
                    + report.importId().getAsLong() + "' takes it back.");
        } else {
            out.println("Nothing new: everything was there already or could not be taken.");
            if (report.duplicates() > 0) {
                out.println(
                        "Where it was imported wrongly before: 'stillframe import --list' shows the imports, --undo takes"
                                + " one back.");
            }
        }
    }

    private void row(long count, String what) {
        if (count > 0) {
            out.println(String.format(Locale.ROOT, "%,10d  %s", count, what));
        }
    }

    private void trouble(ImportReport.Trouble trouble, boolean many) {
        out.println(String.format(Locale.ROOT, "%,16d  %s", trouble.count(), trouble.reason()));
        for (ImportReport.Example example : trouble.examples()) {
            out.println("                  " + (many ? example.source() + " " : "") + "line " + example.line() + ": "
                    + example.text());
        }
        if (trouble.count() > trouble.examples().size()) {
            out.println("                  and "
                    + Text.count(trouble.count() - trouble.examples().size()) + " more");
        }
    }

    private static Map<String, Object> fields(ImportReport report, long millis) {
        Map<String, Object> fields = new LinkedHashMap<>();
        report.importId().ifPresent(id -> fields.put("import", id));
        fields.put("lines", report.lines());
        fields.put("records", report.records());
        fields.put("taken", report.taken());
        fields.put("failedTests", report.failedTests());
        fields.put("duplicates", report.duplicates());
        fields.put("refused", report.refused());
        fields.put("skipped", report.skipped());
        fields.put("leftOut", report.leftOut());
        fields.put("repeatedHour", report.repeatedHour());
        fields.put("skippedHour", report.skippedHour());
        fields.put("hosts", report.hosts());
        if (!report.hosts().isEmpty()) {
            fields.put("firstAt", Instant.ofEpochMilli(report.firstAt()).toString());
            fields.put("lastAt", Instant.ofEpochMilli(report.lastAt()).toString());
        }
        fields.put("millis", millis);
        return fields;
    }
}
