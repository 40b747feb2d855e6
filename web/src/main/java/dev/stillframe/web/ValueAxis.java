package dev.stillframe.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis with a few round ticks, the first and the last at its ends.
 *
 * @param ticks ascending, at least two
 */
record ValueAxis(List<BigDecimal> ticks) {
    private static final int MOST_STEPS = 4;
    private static final List<BigDecimal> ROUND = List.of(
            new BigDecimal("1"), new BigDecimal("2"), new BigDecimal("2.5"), new BigDecimal("5"), BigDecimal.TEN);

    /** An axis that holds two values, of which the first is not the greater one. */
    static ValueAxis holding(double low, double high) {
        BigDecimal least = BigDecimal.valueOf(low);
        BigDecimal most = BigDecimal.valueOf(high);
        if (least.compareTo(most) == 0) {
            BigDecimal room = least.signum() == 0 ? BigDecimal.ONE : least.abs().multiply(new BigDecimal("0.1"));
            most = most.add(room);
            least = least.signum() == 0 ? least : least.subtract(room);
        }
        BigDecimal step = step(most.subtract(least));
        BigDecimal first = least.divide(step, 0, RoundingMode.FLOOR).multiply(step);
        List<BigDecimal> ticks = new ArrayList<>();
        ticks.add(first);
        while (ticks.getLast().compareTo(most) < 0) {
            ticks.add(ticks.getLast().add(step));
        }
        return new ValueAxis(List.copyOf(ticks));
    }

    /** The least round step of which a few make up a span. */
    private static BigDecimal step(BigDecimal span) {
        BigDecimal exact = span.divide(BigDecimal.valueOf(MOST_STEPS));
        int exponent = exact.precision() - exact.scale() - 1;
        return ROUND.stream()
                .map(r -> r.scaleByPowerOfTen(exponent))
                .filter(r -> r.compareTo(exact) >= 0)
                .findFirst()
                .orElseThrow();
    }

    /** How far from the top a value stands, as a share of the axis: 0 at its greatest tick, 1 at its least. */
    double depth(double value) {
        double low = ticks.getFirst().doubleValue();
        double high = ticks.getLast().doubleValue();
        return (high - value) / (high - low);
    }
}
