package dev.stillframe.core.ingest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Reads decimal numbers exactly: {@code -12.5}, {@code +2}, {@code .5}, {@code 1.5E-05}. */
public final class Decimal {
    /** The answer for a text that is no decimal number: empty, NaN, infinity, hexadecimal, {@code N/A}, {@code 1,5}. */
    public static final long NOT_A_NUMBER = Long.MIN_VALUE + 1;

    /** The answer for a number that is as great or greater; the negative of it where it is negative. */
    public static final long HUGE = 1L << 62;

    /** So many significant digits fit a long, with room for no more. */
    private static final int FAST_DIGITS = 18;

    /** Digits that can decide a rounding: 19 before the point, a few behind it, and some to spare. */
    private static final int EXACT_DIGITS = 60;

    private static final int MAX_EXPONENT = 1_000_000_000;

    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Decimal() {}

    /**
     * The number in {@code text[from..to)} (ASCII, without blanks) times a factor, as a whole number, rounded half away from
     * zero. Takes any number of digits and any exponent, and costs no more than reading them.
     *
     * @return the whole number, within -{@link #HUGE} and {@link #HUGE}, or {@link #NOT_A_NUMBER}
     */
    public static long parse(byte[] text, int from, int to, Factor factor) {
        int i = from;
        boolean negative = i < to && text[i] == '-';
        if (negative || (i < to && text[i] == '+')) {
            i++;
        }
        int first = i;
        long mantissa = 0;
        int digits = 0;
        // The value is mantissa * 10^power, as long as only zeros were left out.
        long power = factor.exponent();
        boolean any = false;
        boolean point = false;
        boolean exact = true;
        for (; i < to; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                any = true;
                if (digits < FAST_DIGITS) {
                    mantissa = mantissa * 10 + digit;
                    digits += mantissa != 0 ? 1 : 0;
                    power -= point ? 1 : 0;
                } else {
                    exact &= digit == 0;
                    power += point ? 0 : 1;
                }
            } else if (text[i] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (!any) {
            return NOT_A_NUMBER;
        }
        int end = i;
        if (i < to && (text[i] == 'e' || text[i] == 'E')) {
            i++;
            boolean down = i < to && text[i] == '-';
            if (down || (i < to && text[i] == '+')) {
                i++;
            }
            if (i == to) {
                return NOT_A_NUMBER;
            }
            long exponent = 0;
            for (; i < to && text[i] >= '0' && text[i] <= '9'; i++) {
                exponent = Math.min(MAX_EXPONENT, exponent * 10 + (text[i] - '0'));
            }
            power += down ? -exponent : exponent;
        }
        if (i != to) {
            return NOT_A_NUMBER;
        }
        long size = exact
                ? scaled(mantissa, factor.multiplier(), power)
                : scaledLong(text, first, end, factor.multiplier(), power);
        return negative ? -size : size;
    }

    /** {@code mantissa * multiplier * 10^power}, for a mantissa of up to 18 digits. */
    private static long scaled(long mantissa, int multiplier, long power) {
        if (mantissa == 0 || power < -FAST_DIGITS - 4) {
            return 0;
        }
        if (power > FAST_DIGITS) {
            return HUGE;
        }
        if (mantissa > Long.MAX_VALUE / multiplier || power < -FAST_DIGITS) {
            return rounded(BigDecimal.valueOf(mantissa)
                    .multiply(BigDecimal.valueOf(multiplier))
                    .scaleByPowerOfTen((int) power));
        }
        long product = mantissa * multiplier;
        if (power >= 0) {
            long ten = POWERS[(int) power];
            return product >= HUGE / ten ? clamped(product, ten) : product * ten;
        }
        long divisor = POWERS[(int) -power];
        long whole = product / divisor;
        long rest = product % divisor;
        return Math.min(HUGE, rest >= divisor - rest ? whole + 1 : whole);
    }

    private static long clamped(long product, long ten) {
        return Math.multiplyHigh(product, ten) != 0 || product * ten < 0 ? HUGE : Math.min(HUGE, product * ten);
    }

    /** The same for more digits: {@code power} belongs to the first 18 of them. */
    private static long scaledLong(byte[] text, int from, int to, int multiplier, long power) {
        long wholeDigits = FAST_DIGITS + power;
        if (wholeDigits > 25) {
            return HUGE;
        }
        if (wholeDigits < -5) {
            return 0;
        }
        StringBuilder digits = new StringBuilder(EXACT_DIGITS + 1);
        boolean more = false;
        for (int i = from; i < to; i++) {
            if (text[i] == '.' || (text[i] == '0' && digits.isEmpty())) {
                continue;
            }
            if (digits.length() < EXACT_DIGITS) {
                digits.append((char) text[i]);
            } else {
                more |= text[i] != '0';
            }
        }
        // Whatever follows can only say on which side of a half the number lies; one digit says that as well.
        digits.append(more ? '1' : '0');
        return rounded(new BigDecimal(new BigInteger(digits.toString()))
                .multiply(BigDecimal.valueOf(multiplier))
                .scaleByPowerOfTen((int) power - (digits.length() - FAST_DIGITS)));
    }

    private static long rounded(BigDecimal value) {
        BigDecimal whole = value.setScale(0, RoundingMode.HALF_UP);
        return whole.compareTo(BigDecimal.valueOf(HUGE)) >= 0 ? HUGE : whole.longValueExact();
    }
}
