package dev.stillframe.core.settings;

import dev.stillframe.core.model.Metric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them, and as the core holds them. */
final class Numbers {
    private Numbers() {}

    /**
     * The number of a field.
     *
     * @param otherwise what it is where the field is not set
     * @throws IllegalArgumentException when it is no number
     */
    static BigDecimal number(Map<String, @Nullable Object> fields, String name, BigDecimal otherwise) {
        Object value = fields.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' is not a number: " + value, e);
        }
    }

    /**
     * A value in smallest units of {@code 10^-scale}, rounded half away from zero.
     *
     * @throws IllegalArgumentException when it is further from zero than {@link Metric#LIMIT}
     */
    static long smallest(BigDecimal value, int scale) {
        // Looked at before it is written out: 1e300000000 has as many digits.
        long digits = (long) value.precision() - value.scale();
        boolean tooLarge = digits > 12 && value.signum() != 0;
        BigDecimal scaled = tooLarge || value.signum() == 0 || digits < -20
                ? BigDecimal.ZERO
                : value.movePointRight(scale).setScale(0, RoundingMode.HALF_UP);
        if (tooLarge || scaled.abs().compareTo(BigDecimal.valueOf(Metric.LIMIT)) > 0) {
            throw new IllegalArgumentException(value + " is further from zero than "
                    + BigDecimal.valueOf(Metric.LIMIT, scale).toPlainString() + ", the most at scale " + scale);
        }
        return scaled.longValueExact();
    }
}
