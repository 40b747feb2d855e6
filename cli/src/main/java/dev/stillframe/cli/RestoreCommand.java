package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.standalone.backup.BackupReader;
import dev.stillframe.standalone.backup.FolderRestore;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restore}: a data folder, or a deployment, made of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        header = "Make a data folder, or a deployment, of a backup.",
        description = {
            "Checks every checksum and the whole database of a backup, makes a new data folder of it, "
                    + "and computes everything that is published again. Tokens and imports are as they were, and "
                    + "builds go on counting where they had come to. The folder must be empty or not exist. A "
                    + "restore that was killed is begun anew when it is run again into the same folder; until then "
                    + "no other command opens that folder.",
            "Into a deployment on AWS (--aws), which must be new: samples, imports, tokens and the audit "
                    + "log. After it was killed, the same command does the rest. The settings file there is not "
                    + "replaced, and builds count from 1."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe restore home.zip --data restored",
            "  stillframe verify --data restored",
            "  stillframe restore home.zip --aws speed"
        })
final class RestoreCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Nullable
    @Parameters(paramLabel = "FILE", arity = "1", description = "The backup.")
    Path file;

    @Option(names = "--no-build", description = "Compute nothing; 'stillframe rebuild' or 'serve' does it later.")
    boolean noBuild;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (BackupReader backup = BackupReader.open(Objects.requireNonNull(file))) {
            BackupProgress progress = new BackupProgress(err, "checked or unpacked");
            if (options.onAws()) {
                try (Deployment deployment = options.open()) {
                    new PortableCopy(deployment, options.clock(), err).from(backup);
                }
            } else {
                new FolderRestore(backup, options.data.folder(), progress).run();
            }
            if (!options.json()) {
                out.println("Restored into " + place() + ": " + BackupCommand.described(backup.contents()) + ".");
            }
            int exit = noBuild ? Stillframe.DONE : build();
            if (options.json()) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put(options.onAws() ? "aws" : "data", place());
                fields.put("built", !noBuild && exit == Stillframe.DONE);
                fields.putAll(BackupCommand.fields(backup.contents()));
                out.println(Json.of(fields));
            } else if (noBuild) {
                out.println("Nothing is published yet: run 'stillframe rebuild "
                        + (options.onAws() ? "--aws " : "--data ") + place() + "'.");
            }
            return exit;
        }
    }

    private String place() {
        return options.onAws()
                ? String.valueOf(options.aws.name)
                : options.data.folder().root().toString();
    }

    private int build() {
        PrintWriter out = options.json()
                ? new PrintWriter(Writer.nullWriter())
                : spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Deployment deployment = options.open()) {
            deployment.requireFitStores();
            BuildCommand.adoptSettings(deployment, err, "");
            return new Builds(deployment, options.atOnce(), out, err)
                    .run(deployment.scopes(), BuildMode.REBUILD, false);
        }
    }
}
