package dev.stillframe.web;

/** Foreign texts made fit to stand in a file. Templates escape them; this is what escaping does not do. */
final class PlainText {
    private static final int BIDI_FIRST = 0x202A;
    private static final int BIDI_LAST = 0x202E;
    private static final int ISOLATE_FIRST = 0x2066;
    private static final int ISOLATE_LAST = 0x2069;

    private PlainText() {}

    /** The text with a mark in place of each character that XML cannot hold. */
    static String of(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isAllowed(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /**
     * The text on one line, without marks that turn the direction of writing, and cut to a number of characters.
     *
     * @param most at least 1
     */
    static String line(String text, int most) {
        int[] characters = of(text).codePoints()
                .filter(c -> !isDirection(c))
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .toArray();
        boolean cut = characters.length > most;
        return new String(characters, 0, cut ? most - 1 : characters.length).strip() + (cut ? "…" : "");
    }

    private static boolean isAllowed(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        return !surrogate && !control && c != 0xFFFE && c != 0xFFFF;
    }

    private static boolean isDirection(int c) {
        return (c >= BIDI_FIRST && c <= BIDI_LAST)
                || (c >= ISOLATE_FIRST && c <= ISOLATE_LAST)
                || c == 0x200E
                || c == 0x200F
                || c == 0x061C;
    }
}
