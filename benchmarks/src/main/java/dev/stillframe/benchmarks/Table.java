package dev.stillframe.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of text: the first column to the left, all others to the right. */
final class Table {
    private final List<String[]> rows = new ArrayList<>();

    /** A table with these headings. */
    Table(String... headings) {
        rows.add(headings);
    }

    /** Adds a row; shorter ones are filled with nothing. */
    Table row(String... cells) {
        rows.add(cells);
        return this;
    }

    /** Prints it, and an empty line. */
    void print(PrintStream out) {
        int columns = rows.getFirst().length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder("  ");
            String[] row = rows.get(r);
            for (int i = 0; i < columns; i++) {
                String cell = i < row.length ? row[i] : "";
                String filler = " ".repeat(widths[i] - cell.length());
                line.append(i == 0 ? cell + filler : "  " + filler + cell);
            }
            out.println(line.toString().stripTrailing());
            if (r == 0) {
                out.println("  " + "-".repeat(line.length() - 2));
            }
        }
        out.println();
    }

    /** A number with so many decimals and thousands apart. */
    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A whole number with thousands apart. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** How many times the base a value is, such as {@code 3.4x}. */
    static String times(double value, double base) {
        double ratio = value / base;
        return number(ratio, ratio < 10 ? 2 : ratio < 100 ? 1 : 0) + "x";
    }
}
