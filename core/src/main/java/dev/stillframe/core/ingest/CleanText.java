package dev.stillframe.core.ingest;

import java.nio.charset.StandardCharsets;

/** Makes foreign text fit to be stored and shown: no control characters, no halves of characters, not too long. */
final class CleanText {
    private CleanText() {}

    /**
     * A text without control characters and line separators (a run of them between two words becomes a blank), without blanks
     * around it, cut to {@code max} characters. A text that is clean already is returned as it is.
     */
    static String of(String text, int max) {
        if (isClean(text, max)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(Math.min(text.length(), max));
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ' || isControl(c)) {
                gap = true;
                continue;
            }
            int shown = Character.getType(c) == Character.SURROGATE ? 0xFFFD : c;
            boolean blank = gap && !clean.isEmpty();
            if (clean.length() + Character.charCount(shown) + (blank ? 1 : 0) > max) {
                break;
            }
            if (blank) {
                clean.append(' ');
            }
            gap = false;
            clean.appendCodePoint(shown);
        }
        return clean.toString();
    }

    /** The same of UTF-8 bytes. */
    static String of(byte[] utf8, int from, int to, int max) {
        // A character has up to 4 bytes; the rest of a gigabyte need not be decoded.
        int end = (int) Math.min(to, from + 8L * max);
        return of(new String(utf8, from, end - from, StandardCharsets.UTF_8), max);
    }

    private static boolean isClean(String text, int max) {
        int length = text.length();
        if (length > max) {
            return false;
        }
        if (length > 0 && (text.charAt(0) == ' ' || text.charAt(length - 1) == ' ')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (isControl(c) || Character.isSurrogate(c) || (c == ' ' && text.charAt(i + 1) == ' ')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(int c) {
        return c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
    }
}
