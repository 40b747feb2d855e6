package dev.stillframe.aws.cost;

import java.util.List;

/**
 * What a deployment costs in a month of 730 hours, part by part.
 *
 * @param demand for what
 * @param lines the parts
 */
public record Bill(Demand demand, List<Line> lines) {
    /** Copies the lines. */
    public Bill {
        lines = List.copyOf(lines);
    }

    /**
     * One part.
     *
     * @param part service and what of it, such as {@code S3 writes}
     * @param quantity how much in a month
     * @param unit of what
     * @param dollars what it costs
     */
    public record Line(String part, double quantity, String unit, double dollars) {}

    /** All parts together, in dollars. */
    public double dollars() {
        return lines.stream().mapToDouble(Line::dollars).sum();
    }
}
