package dev.stillframe.core.encode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/**
 * Gzip members (RFC 1952) whose time field carries a build number, so that the same content of two builds has different
 * bytes. Holds its buffers for the next one, so it is not for use by several threads at once; native memory is freed by {@link
 * #close}.
 */
public final class Gzip implements AutoCloseable {
    /** Compression level: see core/RATIONALE.md for what the others cost. */
    private static final int LEVEL = 4;

    private static final int HEADER = 10;

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 crc = new CRC32();
    private byte[] buffer = new byte[1 << 16];

    /** Compresses {@code bytes}; the low 32 bits of {@code build} go to the time field. */
    public byte[] compress(byte[] bytes, long build) {
        deflater.reset();
        deflater.setInput(bytes);
        deflater.finish();
        int size = HEADER;
        Arrays.fill(buffer, 0, HEADER, (byte) 0);
        buffer[0] = 0x1f;
        buffer[1] = (byte) 0x8b;
        buffer[2] = 8;
        little(buffer, 4, build);
        buffer[9] = (byte) 255;
        while (!deflater.finished()) {
            if (size == buffer.length) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
            size += deflater.deflate(buffer, size, buffer.length - size);
        }
        crc.reset();
        crc.update(bytes);
        byte[] member = Arrays.copyOf(buffer, size + 8);
        little(member, size, crc.getValue());
        little(member, size + 4, bytes.length);
        return member;
    }

    /** The build number in the header of a member, 0 to 2^32 - 1, or -1 when the bytes are none. */
    public static long build(byte[] member) {
        if (member.length < HEADER || member[0] != 0x1f || member[1] != (byte) 0x8b) {
            return -1;
        }
        long build = 0;
        for (int i = 3; i >= 0; i--) {
            build = build << 8 | (member[4 + i] & 0xFF);
        }
        return build;
    }

    /**
     * Decompresses a whole member.
     *
     * @param limit the most bytes allowed to come out
     * @throws IllegalArgumentException when the bytes are torn, no gzip, or give more than {@code limit}
     */
    public static byte[] decompress(byte[] member, int limit) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(member))) {
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new IllegalArgumentException("more than " + limit + " bytes are packed");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException("not a whole gzip member: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        deflater.end();
    }

    private static void little(byte[] to, int at, long value) {
        for (int i = 0; i < 4; i++) {
            to[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
