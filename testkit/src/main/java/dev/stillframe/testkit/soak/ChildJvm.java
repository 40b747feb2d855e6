package dev.stillframe.testkit.soak;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start a small Java process with the class path of this one. */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * The command for a class with a main method; arguments can be added.
     *
     * @param options further options of the virtual machine
     */
    public static List<String> command(Class<?> main, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }
}
