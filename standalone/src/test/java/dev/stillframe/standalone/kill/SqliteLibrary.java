package dev.stillframe.standalone.kill;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sqlite.util.LibraryLoaderUtil;

/** SQLite's native library, unpacked once: a process that is killed leaves its own copy behind. */
final class SqliteLibrary {
    private SqliteLibrary() {}

    /** Unpacks it to a folder, and gives the options with which a virtual machine finds it there. */
    static List<String> unpack(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream in = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
            if (in == null) {
                return List.of(); // Another build of the driver: each process unpacks its own.
            }
            Files.copy(in, folder.resolve(name));
        }
        return List.of("-Dorg.sqlite.lib.path=" + folder, "-Dorg.sqlite.lib.name=" + name);
    }
}
