package dev.stillframe.core.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link Packer} wrote. Throws {@link IllegalArgumentException} when the bytes end early or make no sense. */
public final class Unpacker {
    private final byte[] buffer;
    private int at;

    /** Reads from the beginning of an array, which is not copied. */
    public Unpacker(byte[] buffer) {
        this.buffer = buffer;
    }

    /** One byte, 0 to 255. */
    public int u8() {
        if (at >= buffer.length) {
            throw new IllegalArgumentException("packed bytes end early at " + at);
        }
        return buffer[at++] & 0xFF;
    }

    /** A number written by {@link Packer#unsigned}. */
    public long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = u8();
            value |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("a packed number is too long at " + at);
    }

    /** A number written by {@link Packer#signed}. */
    public long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A count that must lie within 0 and {@code max}. */
    public int count(int max) {
        long value = unsigned();
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("a packed count of " + value + " is over " + max + " at " + at);
        }
        return (int) value;
    }

    /** A text written by {@link Packer#text}. */
    public String text() {
        int from = piece();
        return new String(buffer, from, at - from, StandardCharsets.UTF_8);
    }

    /** An array written by {@link Packer#bytes}, as a new one. */
    public byte[] bytes() {
        int from = piece();
        return Arrays.copyOfRange(buffer, from, at);
    }

    /** Where a piece begins that is as long as the number before it; moves on behind it. */
    private int piece() {
        int length = count(buffer.length);
        if (length > buffer.length - at) {
            throw new IllegalArgumentException("packed bytes end early at " + at);
        }
        int from = at;
        at += length;
        return from;
    }

    /** Whether all bytes are read. */
    public boolean atEnd() {
        return at == buffer.length;
    }
}
