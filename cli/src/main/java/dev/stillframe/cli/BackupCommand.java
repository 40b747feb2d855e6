package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.standalone.backup.BackupFile;
import dev.stillframe.standalone.backup.BackupManifest;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.sqlite.DatabaseCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backup}: everything that cannot be computed again, in one file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        header = "Put all that cannot be computed again in one file.",
        description = {
            "Writes a ZIP file with all samples (those in quarantine too), the imports, the tokens "
                    + "(their hashes), the audit log and the settings file, as they are at one moment, with the "
                    + "checksum of each part. A running 'serve' goes on meanwhile. Published files and what builds "
                    + "remember are not in it: 'restore' computes them again.",
            "The file gets its name once it is whole and on the disk. A backup that is killed may leave "
                    + "files that end in .unfinished; delete them. While it is written it takes room for the "
                    + "database twice. Only its owner can read it.",
            "Of a deployment on AWS (--aws) it has the same form, and either can be restored into "
                    + "either. It is then no picture of one moment, but has at least what was there when it began; "
                    + "without what was taken back, and without values of metrics that the settings do not declare "
                    + "any more. It reads every sample once."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe backup /backups/           a new file there, named by the time",
            "  stillframe backup home.zip --force    in place of an older one",
            "  stillframe backup speed.zip --aws speed",
            "  stillframe restore home.zip --data restored"
        })
final class BackupCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'stillframe-'uuuuMMdd'T'HHmmss'Z.zip'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Nullable
    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "1",
            description = "The file to write, or a folder for it; one that ends in / is made.")
    String target;

    @Option(names = "--force", description = "Replace the file if it is there.")
    boolean force;

    @Override
    public Integer call() {
        long now = options.clock().millis();
        Path file = file(now);
        BackupFile.Written written;
        try (Deployment deployment = options.openExisting()) {
            BackupProgress progress = new BackupProgress(spec.commandLine().getErr(), "packed");
            String name = UUID.randomUUID().toString().substring(0, 8);
            written = new BackupFile(file, force, progress)
                    .write(
                            source(deployment),
                            settings(deployment),
                            now,
                            name,
                            (to, copying) -> copy(deployment, to, copying));
        }
        print(written);
        return Stillframe.DONE;
    }

    private Path file(long now) {
        String text = java.util.Objects.requireNonNull(target);
        Path named = Path.of(text);
        if (text.endsWith("/")) {
            try {
                Files.createDirectories(named);
            } catch (IOException e) {
                throw new Failure("the folder " + named + " cannot be made: " + e.getMessage(), e);
            }
        }
        return Files.isDirectory(named) ? named.resolve(NAME.format(java.time.Instant.ofEpochMilli(now))) : named;
    }

    private static String source(Deployment deployment) {
        return "Stillframe " + Version.text() + ", " + deployment.place();
    }

    private Optional<byte[]> settings(Deployment deployment) {
        if (options.onAws()) {
            return OnAws.settingsFile(deployment);
        }
        Path file = options.data.folder().settings();
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private DatabaseCopy.Contents copy(Deployment deployment, Path to, DatabaseCopy.Progress progress) {
        if (options.onAws()) {
            return new PortableCopy(
                            deployment, options.clock(), spec.commandLine().getErr())
                    .to(to, progress);
        }
        DataFolder folder = options.data.folder();
        return DatabaseCopy.copy(folder.database(), to, progress);
    }

    private void print(BackupFile.Written written) {
        var out = spec.commandLine().getOut();
        BackupManifest manifest = written.manifest();
        if (options.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", written.file().toString());
            fields.put("bytes", written.bytes());
            fields.putAll(fields(manifest));
            out.println(Json.of(fields));
            return;
        }
        out.println(written.file() + ", " + Text.bytes(written.bytes()) + ": " + described(manifest) + ".");
    }

    /** What is in a backup, in words. */
    static String described(BackupManifest manifest) {
        DatabaseCopy.Contents contents = manifest.contents();
        boolean settings = manifest.entries().stream().anyMatch(e -> e.name().equals(BackupManifest.SETTINGS));
        return Text.count(contents.samples(), "sample") + " of " + Text.count(contents.hosts(), "host") + ", "
                + Text.count(contents.imports(), "import") + ", " + Text.count(contents.tokens(), "token") + ", "
                + contents.audit() + " audit " + (contents.audit() == 1 ? "entry" : "entries") + ", "
                + (settings ? "the settings file" : "no settings file");
    }

    /** What is in a backup, for machines. */
    static Map<String, Object> fields(BackupManifest manifest) {
        DatabaseCopy.Contents contents = manifest.contents();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "createdAt",
                java.time.Instant.ofEpochMilli(manifest.createdAt()).toString());
        fields.put("samples", contents.samples());
        fields.put("hosts", contents.hosts());
        fields.put("imports", contents.imports());
        fields.put("tokens", contents.tokens());
        fields.put("audit", contents.audit());
        Map<String, Object> files = new LinkedHashMap<>();
        manifest.entries().forEach(e -> files.put(e.name(), Map.of("bytes", e.bytes(), "sha256", e.sha256())));
        fields.put("files", files);
        return fields;
    }
}
