package dev.stillframe.core.encode;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952) that a stranger sent: every member whole and right, nothing after the last one, and never more memory
 * than what may come out.
 */
public final class Gunzip {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final byte[] packed;
    private final int limit;
    private final Inflater inflater;
    private final CRC32 crc = new CRC32();
    private byte[] out;
    private int size;

    private Gunzip(byte[] packed, int limit, Inflater inflater) {
        this.packed = packed;
        this.limit = limit;
        this.inflater = inflater;
        this.out = new byte[(int) Math.min(limit + 1L, Math.max(1024, 4L * packed.length))];
    }

    /** What came of it. */
    public sealed interface Result {
        /** The bytes that were packed. */
        record Whole(byte[] bytes) implements Result {}

        /** More is packed than the limit allows. */
        record TooLong() implements Result {}

        /** It is no gzip, damaged, cut off, or has something after its end. */
        record Broken() implements Result {}
    }

    /**
     * Unpacks one member or several one after another.
     *
     * @param limit the most bytes allowed to come out, less than 2^31 - 8
     */
    public static Result unpack(byte[] packed, int limit) {
        Inflater inflater = new Inflater(true);
        try {
            return new Gunzip(packed, limit, inflater).run();
        } catch (DataFormatException e) {
            return new Result.Broken();
        } finally {
            inflater.end();
        }
    }

    private Result run() throws DataFormatException {
        int at = 0;
        do {
            int data = data(at);
            if (data < 0) {
                return new Result.Broken();
            }
            int before = size;
            inflater.reset();
            inflater.setInput(packed, data, packed.length - data);
            crc.reset();
            while (!inflater.finished()) {
                if (size == out.length) {
                    if (size > limit) {
                        return new Result.TooLong();
                    }
                    out = Arrays.copyOf(out, (int) Math.min(limit + 1L, 2L * size));
                }
                int count = inflater.inflate(out, size, out.length - size);
                if (count == 0 && !inflater.finished()) {
                    return new Result.Broken();
                }
                crc.update(out, size, count);
                size += count;
            }
            if (size > limit) {
                return new Result.TooLong();
            }
            at = packed.length - inflater.getRemaining();
            if (packed.length - at < TRAILER || little(at, 4) != crc.getValue() || little(at + 4, 4) != size - before) {
                return new Result.Broken();
            }
            at += TRAILER;
        } while (at < packed.length);
        return new Result.Whole(Arrays.copyOf(out, size));
    }

    /** Where the data of the member begins whose header begins here, or -1 when there is no whole header. */
    private int data(int start) {
        if (packed.length - start < HEADER
                || packed[start] != 0x1f
                || packed[start + 1] != (byte) 0x8b
                || packed[start + 2] != 8) {
            return -1;
        }
        int flags = packed[start + 3];
        if ((flags & RESERVED) != 0) {
            return -1;
        }
        int at = start + HEADER;
        if ((flags & HAS_EXTRA) != 0) {
            at = packed.length - at < 2 ? -1 : at + 2 + (int) little(at, 2);
        }
        if ((flags & HAS_NAME) != 0) {
            at = afterZero(at);
        }
        if ((flags & HAS_COMMENT) != 0) {
            at = afterZero(at);
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            at = afterChecksum(start, at);
        }
        return at > packed.length ? -1 : at;
    }

    private int afterZero(int from) {
        if (from < 0) {
            return -1;
        }
        for (int i = from; i < packed.length; i++) {
            if (packed[i] == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private int afterChecksum(int start, int at) {
        if (at < 0 || packed.length - at < 2) {
            return -1;
        }
        crc.reset();
        crc.update(packed, start, at - start);
        return little(at, 2) == (crc.getValue() & 0xFFFF) ? at + 2 : -1;
    }

    private long little(int at, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | (packed[at + i] & 0xFF);
        }
        return value;
    }
}
