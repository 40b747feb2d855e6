package dev.stillframe.core.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers and texts one after another into a growing array. Numbers are base-128, least significant group first. */
public final class Packer {
    private byte[] buffer = new byte[256];
    private int size;

    /** One byte, the low 8 bits. */
    public Packer u8(int value) {
        room(1);
        buffer[size++] = (byte) value;
        return this;
    }

    /** A number from 0 up, in 1 to 9 bytes; negative ones take 10. */
    public Packer unsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
        return this;
    }

    /** Any number, short when near zero. */
    public Packer signed(long value) {
        return unsigned((value << 1) ^ (value >> 63));
    }

    /** A text: its length in UTF-8 bytes, then those. */
    public Packer text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** An array: its length, then its bytes. */
    public Packer bytes(byte[] value) {
        unsigned(value.length);
        room(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    /** What was written so far, as a new array. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    /** Forgets what was written; the room stays. */
    public void clear() {
        size = 0;
    }

    private void room(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
