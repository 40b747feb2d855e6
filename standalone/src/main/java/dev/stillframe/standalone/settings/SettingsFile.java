package dev.stillframe.standalone.settings;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.core.settings.SettingsException;
import dev.stillframe.core.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The settings file of a data folder. */
public final class SettingsFile {
    private SettingsFile() {}

    /**
     * Reads the settings of one machine: from a file, which need not exist, and from the environment. No host rests unless it is
     * set.
     *
     * @throws SettingsException with all that is wrong
     */
    public static Settings read(Path file, Map<String, String> environment) {
        try {
            String yaml = Files.exists(file) ? Files.readString(file) : null;
            return SettingsReader.read(yaml, file.toString(), environment, Cadence.NONE);
        } catch (IOException e) {
            throw new SettingsException(List.of(file + ": cannot be read: " + e.getMessage()));
        }
    }
}
