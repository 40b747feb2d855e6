package dev.stillframe.web;

import org.jspecify.annotations.Nullable;

/**
 * A badge, for a template: a label and what is said of it. Lengths are in tenths of a pixel where they say so, else in pixels.
 *
 * @param label what it is of
 * @param text the newest value, or why there is none
 * @param title both, and of when that is
 * @param colour {@code #rrggbb}, behind white text
 * @param labelWidth of the label's half, pixels
 * @param textWidth of the other half, pixels
 */
record Badge(String label, String text, String title, String colour, int labelWidth, int textWidth) {
    /** Worse than the least that is wanted, or a failed test. */
    static final String RED = "#b3261e";

    /** Worse than promised. */
    static final String AMBER = "#8a5a00";

    /** As good as promised, or better. */
    static final String GREEN = "#1a7f37";

    /** Nothing is promised. */
    static final String BLUE = "#1d5fbf";

    /** There is nothing to say. */
    static final String GREY = "#6b6b6b";

    private static final int SIZE = 11;
    private static final int MARGIN = 6;
    /** Widths of a common sans-serif face, in hundredths of its size, from the space to the tilde. */
    private static final int[] WIDTHS = {
        35, 39, 46, 82, 64, 108, 73, 27, 45, 45, 64, 82, 36, 45, 36, 45, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 45, 45,
                82, 82,
        82, 55, 100, 68, 69, 70, 77, 63, 57, 78, 75, 42, 45, 69, 56, 84, 75, 79, 60, 79, 70, 68, 62, 73, 68, 99, 69, 62,
                69, 45,
        45, 45, 82, 64, 64, 60, 62, 52, 62, 60, 35, 62, 63, 27, 34, 59, 27, 97, 63, 61, 62, 62, 43, 52, 39, 63, 59, 82,
                59, 59,
        53, 63, 45, 63, 82
    };

    private static final int LETTER = 65;
    private static final int PICTURE = 130;

    /** A badge of two texts. */
    static Badge of(String label, String text, String title, String colour) {
        return new Badge(label, text, title, colour, half(label), half(text));
    }

    private static int half(String text) {
        return length(text) + 2 * MARGIN;
    }

    /** How long a text is, in pixels. The picture stretches or narrows it to that where a reader's letters differ. */
    static int length(String text) {
        int hundredths = text.codePoints()
                .map(c -> c >= ' ' && c <= '~' ? WIDTHS[c - ' '] : c < 0x1100 ? LETTER : PICTURE)
                .sum();
        return Math.ceilDiv(hundredths * SIZE, 100);
    }

    /** Width of all. */
    int width() {
        return labelWidth + textWidth;
    }

    /** Where the label begins. */
    int labelX() {
        return MARGIN;
    }

    /** Where the text begins. */
    int textX() {
        return labelWidth + MARGIN;
    }

    /** How long the label is drawn; null for none. */
    @Nullable
    Integer labelLength() {
        return label.isEmpty() ? null : labelWidth - 2 * MARGIN;
    }

    /** How long the text is drawn. */
    int textLength() {
        return textWidth - 2 * MARGIN;
    }
}
