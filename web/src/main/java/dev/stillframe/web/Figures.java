package dev.stillframe.web;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as the page's script writes them in English: {@code 1,234}, {@code 93.1}, {@code -0.25}. */
final class Figures {
    private static final int THOUSAND = 3;
    private static final double[] SMALL = {0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001, 0.0000001};

    private Figures() {}

    /**
     * A value with at most two decimals, fewer for great ones, more for those below 0.1. Digits are those of the shortest decimal
     * that means the number.
     */
    static String value(double number) {
        double size = Math.abs(number);
        int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : 2;
        for (double below : SMALL) {
            decimals += size < below && size > 0 ? 1 : 0;
        }
        BigDecimal rounded = BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP);
        // The script's formatter keeps the sign of what is rounded to zero.
        boolean negative = number < 0 || (number == 0 && 1 / number < 0);
        return (negative ? "-" : "") + plain(rounded.abs());
    }

    /** A value with its unit. */
    static String quantity(double number, String unit) {
        return unit.isEmpty() ? value(number) : value(number) + " " + unit;
    }

    /** A whole number. */
    static String whole(long number) {
        return plain(BigDecimal.valueOf(number));
    }

    /** All digits of a number, without zeros at the end of its decimals, in groups of three. */
    static String plain(BigDecimal number) {
        String digits =
                number.signum() == 0 ? "0" : number.stripTrailingZeros().abs().toPlainString();
        int point = digits.indexOf('.');
        StringBuilder text = new StringBuilder(digits);
        for (int i = (point < 0 ? digits.length() : point) - THOUSAND; i > 0; i -= THOUSAND) {
            text.insert(i, ',');
        }
        return (number.signum() < 0 ? "-" : "") + text;
    }

    /** A share, from 0 to 1, as a percentage without its sign: {@code 12.5}. */
    static String percent(double share) {
        return BigDecimal.valueOf(Math.round(share * 10_000), 2)
                .stripTrailingZeros()
                .toPlainString();
    }
}
