package dev.stillframe.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Peers: the JDK's own gzip stream, and its compressor at any level. */
final class GzipPeers {
    private GzipPeers() {}

    /** Compresses each text by a {@link GZIPOutputStream} as it comes, at level 6. The sum of the lengths, in bytes. */
    static long stream(List<byte[]> texts) {
        long bytes = 0;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] text : texts) {
            out.reset();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            bytes += out.size();
        }
        return bytes;
    }

    /** Compresses each text at a level, 1 to 9. The sum of the lengths, in bytes, without the frame of gzip. */
    static long level(List<byte[]> texts, int level) {
        long bytes = 0;
        Deflater deflater = new Deflater(level, true);
        try {
            byte[] buffer = new byte[1 << 18];
            for (byte[] text : texts) {
                deflater.reset();
                deflater.setInput(text);
                deflater.finish();
                while (!deflater.finished()) {
                    bytes += deflater.deflate(buffer);
                }
            }
        } finally {
            deflater.end();
        }
        return bytes;
    }
}
