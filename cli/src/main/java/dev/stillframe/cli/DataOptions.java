package dev.stillframe.cli;

import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.settings.Settings;
import dev.stillframe.standalone.settings.SettingsReader;
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
            return InstantSource.fixed(Instant.parse(now));
        } catch (DateTimeParseException e) {
            throw new WrongUse("--now '" + now + "' is not an instant such as 2025-12-29T08:15:00Z");
        }
    }

    /** The settings of the folder. */
    Settings settings() {
        return SettingsReader.read(folder().settings(), System.getenv());
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
