package dev.stillframe.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The chart library on the class path, whichever version that is. */
final class ChartLibrary {
    private static final String ROOT = "META-INF/resources/webjars/chart.js/";
    private static final Pattern SCRIPT = Pattern.compile(Pattern.quote(ROOT) + "([^/]+)/dist/chart\\.umd\\.min\\.js");

    private ChartLibrary() {}

    /** The script that defines the global {@code Chart}. */
    static byte[] script() {
        return read(ROOT + version() + "/dist/chart.umd.min.js");
    }

    /** The library's licence. */
    static byte[] licence() {
        return read(ROOT + version() + "/LICENSE.md");
    }

    /**
     * The version, which is a folder name in the jar.
     *
     * @throws IllegalStateException when there is not exactly one on the class path
     */
    static String version() {
        URL root = ChartLibrary.class.getClassLoader().getResource(ROOT);
        if (root == null) {
            throw new IllegalStateException("the chart library (" + ROOT + ") is not on the class path");
        }
        try {
            List<String> versions = names(root).stream()
                    .map(SCRIPT::matcher)
                    .filter(m -> m.matches())
                    .map(m -> m.group(1))
                    .toList();
            if (versions.size() != 1) {
                throw new IllegalStateException("one version of the chart library is needed, found " + versions);
            }
            return versions.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar of the chart library can't be read", e);
        }
    }

    /** The names of what lies there: in a jar, or in a folder where a platform has unpacked one. */
    private static List<String> names(URL root) throws IOException {
        if (root.openConnection() instanceof JarURLConnection connection) {
            // The cached jar file is shared with the class loader, so it must not be closed here.
            JarFile jar = connection.getJarFile();
            return jar.stream().map(JarEntry::getName).toList();
        }
        if (!root.getProtocol().equals("file")) {
            throw new IllegalStateException("the chart library is not in a jar: " + root.getProtocol());
        }
        Path folder = Path.of(URI.create(root.toString()));
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> ROOT + folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = ChartLibrary.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read", e);
        }
    }
}
