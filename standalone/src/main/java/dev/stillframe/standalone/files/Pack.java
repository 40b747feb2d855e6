package dev.stillframe.standalone.files;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.pack.Packer;
import dev.stillframe.core.pack.Unpacker;
import dev.stillframe.core.port.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * All payloads of one stage in one file: length of the directory (4 bytes, big endian), the directory (count; for each key,
 * gzip flag, length, SHA-256 as 64 hex digits), then the bodies. One file instead of 24 keeps a build quick.
 */
final class Pack {
    private static final int MAX_DIRECTORY = 1 << 20;
    private static final int MAX_BODY = 64 << 20;

    private Pack() {}

    /** The bytes of a pack. */
    static ByteBuffer bytes(List<StoredObject> objects) {
        Packer directory = new Packer();
        directory.unsigned(objects.size());
        int bodies = 0;
        for (StoredObject object : objects) {
            directory.text(object.key()).u8(object.gzip() ? 1 : 0).unsigned(object.body().length);
            directory.text(Checksum.of(object.body()));
            bodies += object.body().length;
        }
        byte[] head = directory.toBytes();
        ByteBuffer all = ByteBuffer.allocate(4 + head.length + bodies);
        all.putInt(head.length).put(head);
        objects.forEach(o -> all.put(o.body()));
        return all.flip();
    }

    /** One object of a pack, its checksum proven. Empty when the file, or the object in it, is missing or damaged. */
    static Optional<StoredObject> read(Path file, String key) throws IOException {
        try (SeekableByteChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int length = exactly(channel, 4).getInt();
            if (length < 1 || length > MAX_DIRECTORY) {
                return Optional.empty();
            }
            Unpacker directory = new Unpacker(exactly(channel, length).array());
            long at = 4L + length;
            int count = directory.count(MAX_DIRECTORY);
            for (int i = 0; i < count; i++) {
                String name = directory.text();
                boolean gzip = directory.u8() == 1;
                int size = directory.count(MAX_BODY);
                String checksum = directory.text();
                if (name.equals(key)) {
                    channel.position(at);
                    byte[] body = exactly(channel, size).array();
                    return Checksum.of(body).equals(checksum)
                            ? Optional.of(new StoredObject(key, body, gzip))
                            : Optional.empty();
                }
                at += size;
            }
            return Optional.empty();
        } catch (NoSuchFileException | TornException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Writes a pack to a file that must not exist. */
    static void write(Path file, List<StoredObject> objects) throws IOException {
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = bytes(objects);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static ByteBuffer exactly(SeekableByteChannel channel, int length) throws IOException, TornException {
        if (length > channel.size() - channel.position()) {
            throw new TornException();
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new TornException();
            }
        }
        return buffer.flip();
    }

    private static final class TornException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
