package dev.stillframe.core.encode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes JSON text into a growing array: numbers straight to digits, no objects in between. Kept and cleared for reuse. */
final class JsonBytes {
    private static final long[] POW10 = new long[19];

    static {
        POW10[0] = 1;
        for (int i = 1; i < POW10.length; i++) {
            POW10[i] = POW10[i - 1] * 10;
        }
    }

    private byte[] buffer = new byte[4096];
    private int size;
    private final byte[] digits = new byte[20];

    static long pow10(int exponent) {
        return POW10[exponent];
    }

    JsonBytes clear() {
        size = 0;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    /** Text that needs no escaping, ASCII only: punctuation, field names. */
    JsonBytes raw(String ascii) {
        int length = ascii.length();
        room(length);
        for (int i = 0; i < length; i++) {
            buffer[size++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    JsonBytes comma() {
        room(1);
        buffer[size++] = ',';
        return this;
    }

    /** A string in quotes, escaped as RFC 8259 asks; beyond ASCII as UTF-8. */
    JsonBytes string(String value) {
        raw("\"");
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c < 0x20 || c == 0x2028 || c == 0x2029) {
                utf8(value.substring(from, i));
                from = i + 1;
                raw(c == '"' ? "\\\"" : c == '\\' ? "\\\\" : "\\u" + hex4(c));
            }
        }
        utf8(value.substring(from));
        return raw("\"");
    }

    private static String hex4(char c) {
        String hex = Integer.toHexString(c);
        return "0".repeat(4 - hex.length()) + hex;
    }

    private void utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    JsonBytes number(long value) {
        room(20);
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return raw("-9223372036854775808");
            }
            buffer[size++] = '-';
            value = -value;
        }
        int at = digits.length;
        do {
            long rest = value / 10;
            digits[--at] = (byte) ('0' + (value - rest * 10));
            value = rest;
        } while (value != 0);
        int length = digits.length - at;
        System.arraycopy(digits, at, buffer, size, length);
        size += length;
        return this;
    }

    /** The number {@code value / 10^decimals}, without trailing zeros, and without a point where it is whole. */
    JsonBytes decimal(long value, int decimals) {
        while (decimals > 0 && value % 10 == 0) {
            value /= 10;
            decimals--;
        }
        if (decimals == 0) {
            return number(value);
        }
        room(24);
        if (value < 0) {
            buffer[size++] = '-';
            value = -value;
        }
        long whole = value / POW10[decimals];
        long fraction = value - whole * POW10[decimals];
        number(whole);
        buffer[size++] = '.';
        for (int i = size + decimals - 1; i >= size; i--) {
            long rest = fraction / 10;
            buffer[i] = (byte) ('0' + (fraction - rest * 10));
            fraction = rest;
        }
        size += decimals;
        return this;
    }

    JsonBytes bool(boolean value) {
        return raw(value ? "true" : "false");
    }

    private void room(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
