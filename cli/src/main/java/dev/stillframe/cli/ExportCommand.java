package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.export.CsvForm;
import dev.stillframe.core.export.Export;
import dev.stillframe.core.export.JsonForm;
import dev.stillframe.core.export.SampleForm;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code export}: writes samples as CSV or JSON lines. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        header = "Write samples as CSV or JSON lines.",
        description = {
            "Writes every sample that counts, by time and host, with exact values, labels and errors. 'stillframe import' takes the CSV"
                    + " in again as it is; the JSON lines are what POST /samples takes.",
            "In CSV, texts that a spreadsheet would take for a formula (those that begin with = + - or @) get an apostrophe in front."
                    + " 'import' takes it away again."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe export --out samples.csv",
            "  stillframe export --host home --from 2025-12-01 --to 2025-12-31",
            "  stillframe export --format jsonl | gzip > samples.jsonl.gz"
        })
final class ExportCommand implements Callable<Integer> {
    /** The form of the samples. */
    enum Form {
        csv,
        jsonl;

        SampleForm of(Metrics metrics) {
            return switch (this) {
                case csv -> new CsvForm(metrics);
                case jsonl -> new JsonForm(metrics);
            };
        }
    }

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Nullable
    @Option(names = "--host", paramLabel = "HOST", description = "Only this host.")
    String host;

    @Nullable
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "From this instant or day on, such as 2025-12-29T08:15:00Z or 2025-12-29 (in the zone of the settings).")
    String from;

    @Nullable
    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Up to this instant, which is not included, or to the end of this day.")
    String to;

    @Option(names = "--format", paramLabel = "FORM", defaultValue = "csv", description = "csv or jsonl (default: csv).")
    Form form = Form.csv;

    @Nullable
    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write to this file, which must not exist yet (default: to the terminal).")
    Path file;

    @Override
    public Integer call() {
        if (options.json() && file == null) {
            throw new WrongUse("--json tells the result, which would stand among the samples; name a file with --out");
        }
        try (Deployment deployment = options.openExisting()) {
            ZoneId zone = deployment.settings().zone();
            long first = from == null ? Long.MIN_VALUE : Moments.begin("--from", from, zone);
            long end = to == null ? Long.MAX_VALUE : Moments.end("--to", to, zone);
            if (first >= end) {
                throw new WrongUse("--from " + from + " is not before the end of --to " + to);
            }
            Scope scope =
                    host == null ? Scope.ALL : Scopes.chosen(deployment, host).getFirst();
            var err = spec.commandLine().getErr();
            Progress progress = Progress.pieces(err, "exported");
            Export.Result result;
            try (Lines lines = file == null ? Lines.to(spec.commandLine().getOut()) : Lines.to(file)) {
                result = new Export(deployment.samples())
                        .run(
                                scope,
                                first,
                                end - 1,
                                form.of(deployment.settings().metrics()),
                                lines::write,
                                progress::upTo);
                lines.finish();
            }
            tell(result);
        }
        return Stillframe.DONE;
    }

    private void tell(Export.Result result) {
        if (options.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", String.valueOf(file));
            fields.put("samples", result.count());
            fields.put("leftOut", result.unfit());
            spec.commandLine().getOut().println(Json.of(fields));
            return;
        }
        // Not among the samples, where they go to the terminal.
        var err = spec.commandLine().getErr();
        err.println(Text.count(result.count(), "sample") + (file == null ? "." : " in " + file + "."));
        if (result.unfit() > 0) {
            err.println(Text.count(result.unfit(), "sample")
                    + " left out, with values only of metrics that are no longer declared.");
        }
    }
}
