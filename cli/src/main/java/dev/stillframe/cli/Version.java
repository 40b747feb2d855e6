package dev.stillframe.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version, from the jar's manifest. */
final class Version implements IVersionProvider {
    /** Such as {@code 0.1.0}; {@code development} outside a jar. */
    static String text() {
        return Objects.requireNonNullElse(Stillframe.class.getPackage().getImplementationVersion(), "development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"stillframe " + text()};
    }
}
