package dev.stillframe.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for one measurement, deleted with all that is in it when closed.
 *
 * @param folder the folder
 */
record Scratch(Path folder) implements AutoCloseable {
    /** A new folder within the given one. */
    static Scratch in(Path parent) throws IOException {
        return new Scratch(Files.createTempDirectory(parent, "stillframe-benchmark-"));
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
