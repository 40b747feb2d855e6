package dev.stillframe.cli;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.LastBuild;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.settings.SettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command on a data folder has. */
final class DataOptions {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The data folder (default: ./data).")
    Path data = Path.of("data");

    @Nullable
    @Option(
            names = "--now",
            paramLabel = "INSTANT",
            description = "Take this as the present, such as 2025-12-29T08:15:00Z.")
    String now;

    @Option(names = "--json", description = "Write the result as JSON.")
    boolean json;

    /** The clock: the machine's, or standing still at {@code --now}. */
    InstantSource clock() {
        if (now == null) {
            return Clock.systemUTC();
        }
        try {
            Instant instant = Instant.parse(now);
            if (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST)) {
                return InstantSource.fixed(instant);
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw new WrongUse("--now '" + now + "' is not an instant from 2000 to 9999, such as 2025-12-29T08:15:00Z");
    }

    /** Refuses {@code --now} before the last build of any scope. */
    void refuseThePast(Edition edition) {
        if (now == null) {
            return;
        }
        long asked = clock().millis();
        for (Scope scope : edition.ports().checkpoints().scopes()) {
            LastBuild.of(edition.ports().checkpoints(), scope)
                    .filter(last -> last.now() > asked)
                    .ifPresent(last -> {
                        throw new WrongUse("--now " + Instant.ofEpochMilli(asked) + " is before the last build of "
                                + scope + ", which was for " + Instant.ofEpochMilli(last.now())
                                + "; choose a later instant, or use 'rebuild' to go back");
                    });
        }
    }

    /** The settings of the folder. */
    Settings settings() {
        return SettingsFile.read(folder().settings(), System.getenv());
    }

    /** Where what lies. */
    DataFolder folder() {
        return new DataFolder(data);
    }

    /** Opens the folder, which is made if need be. */
    Edition open() {
        return Edition.open(folder(), settings(), clock());
    }

    /** Opens the folder, which must hold samples or a database already. */
    Edition openExisting() {
        if (!Files.exists(folder().database())) {
            throw new Failure("there is no data in " + data.toAbsolutePath().normalize()
                    + "; take some in with 'stillframe import FILE', or name the folder with --data");
        }
        return open();
    }
}
