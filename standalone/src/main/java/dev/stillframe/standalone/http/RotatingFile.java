package dev.stillframe.standalone.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file that is begun anew when it is full, with the ones before it kept beside it under a number. */
final class RotatingFile implements LogSink {
    /** When a file is full: 10 MB. */
    static final long SIZE = 10_000_000;

    /** How many files there are with the present one. */
    static final int FILES = 5;

    private final Path file;
    private final long size;
    private final int files;
    private @Nullable FileChannel channel;

    /** Bytes of whole lines in the file. */
    private long whole;

    private RotatingFile(Path file, long size, int files) {
        this.file = file;
        this.size = size;
        this.files = files;
    }

    /**
     * Goes on at the end of a file, or makes it.
     *
     * @param size after how many bytes a new one is begun
     * @param files how many there are at most, with the present one
     * @throws IOException when it cannot be opened
     */
    static RotatingFile open(Path file, long size, int files) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        RotatingFile made = new RotatingFile(file, size, files);
        made.channel();
        return made;
    }

    @Override
    public void write(byte[] lines) throws IOException {
        FileChannel to = channel();
        if (whole > 0 && whole + lines.length > size) {
            rotate(to);
            to = channel();
        }
        ByteBuffer left = ByteBuffer.wrap(lines);
        try {
            while (left.hasRemaining()) {
                to.write(left);
            }
        } catch (IOException e) {
            drop(to);
            throw e;
        }
        whole += lines.length;
    }

    /** After a failure: nothing torn stays where it can be helped, and the file is opened again for the next line. */
    private void drop(FileChannel broken) {
        channel = null;
        try (broken) {
            broken.truncate(whole);
        } catch (IOException e) {
            // The torn line is ended when the file is opened again.
        }
    }

    private void rotate(FileChannel full) throws IOException {
        channel = null;
        full.close();
        for (int i = files - 1; i >= 1; i--) {
            Path from = i == 1 ? file : numbered(i - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            endTornLine();
            open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            whole = open.size();
            open.position(whole);
            channel = open;
        }
        return open;
    }

    private void endTornLine() throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            in.read(last, in.size() - 1);
        }
        if (last.get(0) != '\n') {
            try (OutputStream end = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
                end.write('\n');
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
