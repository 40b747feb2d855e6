package dev.stillframe.aws.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What servers need of this repository, whichever module's tests start them. */
final class Repository {
    private Repository() {}

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("stillframe"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The command that runs a class of one of the class paths under {@code aws/servers}. */
    static List<String> java(String server, List<String> options, String... program) {
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-XX:+UseSerialGC");
            command.addAll(options);
            command.add("-cp");
            command.add(Files.readString(
                    root().resolve("aws/servers").resolve(server).resolve("target/classpath")));
            command.addAll(List.of(program));
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder that the next {@code mvn clean} removes. */
    static Path folder(String name) {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return Files.createTempDirectory(target, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For servers that must be told their port. */
    static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a program is, on the {@code PATH} or in one of some other folders; null where it is not. */
    static @org.jspecify.annotations.Nullable Path program(String name, Path... others) {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            folders.add(Path.of(folder));
        }
        folders.addAll(List.of(others));
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
