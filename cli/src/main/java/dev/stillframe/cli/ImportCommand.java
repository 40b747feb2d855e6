package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.ingest.ImportSettings;
import dev.stillframe.core.ingest.Importer;
import dev.stillframe.core.port.ImportLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: takes in logs, or takes an import back. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        header = "Take in logs, or take an import back.",
        description = {
            "Takes in logs: speedtest-cli's CSV and the Ookla CLI's JSON (a result a line) as they are,",
            "any other CSV with --columns; and the folder of a raw archive, or a part of one: all files",
            "speed_data_ookla_*.json below it, of the hosts that its folders name (in messages line N is the Nth file).",
            "Says what it took, what it left out and why. Importing twice is the same as once.",
            "A running 'serve' shows the samples at once, the functions of a deployment on AWS within a minute;",
            "without them, run 'stillframe build' afterwards."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe import speed.csv --host home",
            "  stillframe import log.csv --columns t=time,download=dl --unit download=bit/s",
            "  stillframe import log.csv --columns t=1,ping=4 --zone Europe/Berlin",
            "  stillframe import old-data/archive",
            "  stillframe import --list",
            "  stillframe import --undo 3",
            "  stillframe import speed.csv --host home --aws speed",
            "",
            "Times: 2025-12-29T08:15:00Z, 2025-12-29 08:15:00 (in --zone), offsets such as",
            "+02:00, and seconds or milliseconds since 1970. With error=COLUMN, a record",
            "without any value is a failed test with that text. A column is named by its",
            "header, or by its number from 1."
        })
final class ImportCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Mixin
    FormatOptions format = new FormatOptions();

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "The logs, or folders of raw archives.")
    List<Path> files = new ArrayList<>();

    @Nullable
    @Option(names = "--undo", paramLabel = "ID", description = "Take an import back.")
    Long undo;

    @Option(names = "--list", description = "Show the imports there were.")
    boolean list;

    @Override
    public Integer call() {
        int asked = (files.isEmpty() ? 0 : 1) + (undo == null ? 0 : 1) + (list ? 1 : 0);
        if (asked != 1) {
            throw new WrongUse("name the files to import, or use --undo ID or --list, one of the three");
        }
        if (files.isEmpty()) {
            try (Deployment deployment = options.openExisting()) {
                if (undo != null) {
                    undo(deployment, undo);
                } else {
                    list(deployment);
                }
            }
            return Stillframe.DONE;
        }
        files.forEach(Imports::check);
        format.checkFor(files);
        try (LateStores stores = options.openLate()) {
            ImportSettings how = format.toSettings(stores.settings());
            Importer importer = new Importer(
                    stores.samples(), stores.imports(), stores.settings().metrics(), options.clock());
            new Imports(
                            importer,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .run(files, how, format.namesHost(), options.json());
        }
        return Stillframe.DONE;
    }

    private void undo(Deployment deployment, long id) {
        ImportLog.Import found = deployment.imports().imports().stream()
                .filter(i -> i.id() == id)
                .findFirst()
                .orElseThrow(
                        () -> new WrongUse("there is no import " + id + "; 'stillframe import --list' shows them"));
        // Marked first: an import that is still running can then add nothing after its samples are taken back.
        deployment.imports().undone(id, options.clock().millis());
        long count = deployment.samples().withdraw(ImportLog.origin(id));
        var out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(Json.of(Map.of("import", id, "takenBack", count)));
        } else {
            out.println(Text.count(count, "sample") + " of import " + id + " (" + found.source() + ") taken back.");
        }
    }

    private void list(Deployment deployment) {
        List<ImportLog.Import> imports = deployment.imports().imports();
        var out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(Json.of(imports.stream().map(ImportCommand::fields).toList()));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (ImportLog.Import i : imports) {
            rows.add(List.of(
                    Long.toString(i.id()),
                    Instant.ofEpochMilli(i.startedAt()).toString(),
                    i.finishedAt() == 0 ? "?" : Text.count(i.stored()),
                    i.undoneAt() != 0 ? "taken back" : i.finishedAt() == 0 ? "running or interrupted" : "there",
                    i.source()));
        }
        Text.table(List.of(">import", "when", ">samples", "state", "files"), rows)
                .forEach(out::println);
    }

    private static Map<String, Object> fields(ImportLog.Import i) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("import", i.id());
        fields.put("source", i.source());
        fields.put("startedAt", Instant.ofEpochMilli(i.startedAt()).toString());
        fields.put("finished", i.finishedAt() != 0);
        fields.put("stored", i.stored());
        fields.put("undone", i.undoneAt() != 0);
        return fields;
    }
}
