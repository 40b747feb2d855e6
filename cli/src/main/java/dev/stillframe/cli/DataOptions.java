package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.LastBuild;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands on a data folder. */
final class DataOptions {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    @Nullable
    @Option(names = "--data", paramLabel = "DIR", description = "The data folder (default: ./data).")
    Path data;

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
    void refuseThePast(Deployment deployment) {
        if (now == null) {
            return;
        }
        long asked = clock().millis();
        for (Scope scope : deployment.ports().checkpoints().scopes()) {
            LastBuild.of(deployment.ports().checkpoints(), scope)
                    .filter(last -> last.now() > asked)
                    .ifPresent(last -> {
                        throw new WrongUse("--now " + Instant.ofEpochMilli(asked) + " is before the last build of "
                                + scope + ", which was for " + Instant.ofEpochMilli(last.now())
                                + "; choose a later instant, or use 'rebuild' to go back");
                    });
        }
    }

    /** The settings of the folder. */
    Settings settings(Map<String, String> environment) {
        return SettingsFile.read(folder().settings(), environment);
    }

    /** Where what lies. */
    DataFolder folder() {
        return new DataFolder(data == null ? Path.of("data") : data);
    }
}
