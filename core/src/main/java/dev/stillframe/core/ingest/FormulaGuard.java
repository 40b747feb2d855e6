package dev.stillframe.core.ingest;

/**
 * Keeps texts in exported files from being taken for formulas: spreadsheets run what begins with =, +, - or @. Such a text gets an
 * apostrophe in front, and so does one that begins with an apostrophe, so that taking one away gives the text again.
 */
public final class FormulaGuard {
    private static final String FIRST = "=+-@'";

    private FormulaGuard() {}

    /** The text as it is written to a file. */
    public static String guarded(String text) {
        return !text.isEmpty() && FIRST.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** The text that was guarded. One that was not is given back as it is. */
    static String plain(String text) {
        return text.startsWith("'") ? text.substring(1) : text;
    }
}
