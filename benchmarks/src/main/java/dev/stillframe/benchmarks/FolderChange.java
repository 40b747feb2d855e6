package dev.stillframe.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What changed in a folder between two looks at it.
 *
 * @param files files that are new or were replaced
 * @param bytes their sizes together
 */
record FolderChange(int files, long bytes) {
    /**
     * A folder as it was, each file by its path.
     *
     * @param files size, time and identity of each file
     */
    record Look(Map<Path, State> files) {}

    /** What tells a file from the one that was there before. */
    record State(long size, Object changed, String identity) {}

    /** Looks at all files below a folder. */
    static Look look(Path folder) {
        Map<Path, State> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                BasicFileAttributes its = Files.readAttributes(path, BasicFileAttributes.class);
                files.put(path, new State(its.size(), its.lastModifiedTime(), Objects.toString(its.fileKey())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Look(files);
    }

    /** What is new or other in the later look, but for the files of a database whose name has {@code besides} in it. */
    static FolderChange between(Look before, Look after, String besides) {
        int files = 0;
        long bytes = 0;
        for (Map.Entry<Path, State> entry : after.files().entrySet()) {
            boolean counts = !entry.getKey().getFileName().toString().contains(besides);
            if (counts && !entry.getValue().equals(before.files().get(entry.getKey()))) {
                files++;
                bytes += entry.getValue().size();
            }
        }
        return new FolderChange(files, bytes);
    }
}
