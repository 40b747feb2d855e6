package dev.stillframe.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/** The page's own files, all that lie in {@code app/} on the class path: in a jar, or in a folder while it is built. */
final class AppFiles {
    private static final String FOLDER = "dev/stillframe/web/app/";
    private static final String KNOWN = FOLDER + "main.js";

    private AppFiles() {}

    /**
     * Each file's bytes by its name; scripts without their comments.
     *
     * @throws IllegalStateException when they are not on the class path
     */
    static SortedMap<String, byte[]> read() {
        URL known = AppFiles.class.getClassLoader().getResource(KNOWN);
        if (known == null) {
            throw new IllegalStateException("the page's files (" + FOLDER + ") are not on the class path");
        }
        try {
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (String name : names(known)) {
                files.put(name, read(name));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("the page's files (" + FOLDER + ") can't be listed", e);
        }
    }

    private static Iterable<String> names(URL known) throws IOException {
        if (known.openConnection() instanceof JarURLConnection connection) {
            // The cached jar file is shared with the class loader, so it must not be closed here.
            return connection.getJarFile().stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(FOLDER) && name.indexOf('/', FOLDER.length()) < 0)
                    .map(name -> name.substring(FOLDER.length()))
                    .filter(name -> !name.isEmpty())
                    .toList();
        }
        try (Stream<Path> files = Files.list(Path.of(uri(known)).resolveSibling(""))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a folder of the class path has no address: " + url, e);
        }
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = AppFiles.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the page's file app/" + name + " is not on the class path");
            }
            byte[] bytes = in.readAllBytes();
            return name.endsWith(".js")
                    ? SlimScript.of(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8)
                    : bytes;
        }
    }
}
