package dev.stillframe.cli;

import dev.stillframe.core.ingest.Source;
import dev.stillframe.core.model.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a raw archive, to be imported: the results below it, in the order of their names, a source for each host.
 *
 * @param byHost the files of each host in their order, by the name in the folder {@code host=NAME} that they lie in; by an empty
 *     text where they lie in none
 */
record ArchiveFolder(Path folder, SortedMap<String, List<Path>> byHost) {
    private static final Pattern RESULT = Pattern.compile("speed_data_ookla_.*\\.json");
    private static final String HOST = "host=";
    /** A larger one is no result; so much of it that the report says it is too long. */
    private static final int MOST_BYTES = (64 << 10) + 16;

    /**
     * Looks for the results.
     *
     * @throws Failure when there is none, the folder cannot be read, or a {@code host=} folder names no host
     */
    static ArchiveFolder of(Path folder) {
        SortedMap<String, List<Path>> byHost = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.toRealPath())) {
            files.filter(file ->
                            RESULT.matcher(String.valueOf(file.getFileName())).matches())
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .forEach(file -> byHost.computeIfAbsent(host(file), _ -> new ArrayList<>())
                            .add(file));
        } catch (IOException | UncheckedIOException e) {
            throw new Failure(folder + " cannot be read: " + e.getMessage(), e);
        }
        if (byHost.isEmpty()) {
            throw new Failure(
                    folder + " is a folder, and no file speed_data_ookla_*.json of a raw archive lies below it;"
                            + " name files, or the folder of an archive");
        }
        return new ArchiveFolder(folder, byHost);
    }

    private static String host(Path file) {
        for (Path at = file.getParent(); at != null; at = at.getParent()) {
            String name = String.valueOf(at.getFileName());
            if (name.startsWith(HOST)) {
                String host = name.substring(HOST.length());
                if (!Scope.isHost(host)) {
                    throw new Failure(at + " names no host (" + Scope.HOST_RULE + ")");
                }
                return host;
            }
        }
        return "";
    }

    /** How many bytes its files have together. */
    long bytes() {
        long bytes = 0;
        for (List<Path> files : byHost.values()) {
            for (Path file : files) {
                try {
                    bytes += Files.size(file);
                } catch (IOException e) {
                    throw new Failure(file + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return bytes;
    }

    /**
     * Its sources, in which line N is the Nth file.
     *
     * @param named whether the user named a host, which is then that of all
     */
    List<Source> sources(boolean named) {
        List<Source> sources = new ArrayList<>();
        byHost.forEach((host, files) -> sources.add(new Source(
                host.isEmpty() ? folder.toString() : folder + " " + HOST + host,
                named || host.isEmpty() ? null : host,
                () -> lines(files))));
        return sources;
    }

    @SuppressWarnings("JdkObsolete") // Nothing else opens one file after the other only when it is its turn.
    private static InputStream lines(List<Path> files) {
        Iterator<Path> left = files.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return left.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(line(left.next()));
            }
        });
    }

    /** A file as one line: ends of lines stand only between the parts of a JSON text. */
    private static byte[] line(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + e.getMessage(), e);
        }
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        int from = marked ? 3 : 0;
        byte[] line = new byte[bytes.length - from + 1];
        for (int i = from; i < bytes.length; i++) {
            line[i - from] = bytes[i] == '\n' || bytes[i] == '\r' ? (byte) ' ' : bytes[i];
        }
        line[line.length - 1] = '\n';
        return line;
    }
}
