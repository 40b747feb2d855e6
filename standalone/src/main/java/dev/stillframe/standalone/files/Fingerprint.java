package dev.stillframe.standalone.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What changes when a file is changed behind our back: compared, it saves reading the file again.
 *
 * @param changed time of the last change, of the inode where the system tells (it cannot be set back), else of the content
 */
record Fingerprint(long size, FileTime changed, @Nullable Object file) {

    /** The fingerprint of a file as it is now, null when there is none. */
    static @Nullable Fingerprint of(Path path) throws IOException {
        try {
            if (UNIX) {
                Map<String, Object> all = Files.readAttributes(path, "unix:size,ctime,ino", LinkOption.NOFOLLOW_LINKS);
                return new Fingerprint(
                        (Long) Objects.requireNonNull(all.get("size")),
                        (FileTime) Objects.requireNonNull(all.get("ctime")),
                        all.get("ino"));
            }
            BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class);
            return new Fingerprint(basic.size(), basic.lastModifiedTime(), basic.fileKey());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static final boolean UNIX =
            java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
}
