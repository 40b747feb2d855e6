package dev.stillframe.standalone.settings;

import java.util.List;

/** Settings are not as they must be. The message has a line for each problem. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
