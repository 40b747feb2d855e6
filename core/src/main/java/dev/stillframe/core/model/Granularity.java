package dev.stillframe.core.model;

import java.util.List;

/** How many equal segments a window is cut into. Each divides {@link #FINEST}, from whose buckets the others derive. */
public enum Granularity {
    G20(20),
    G100(100),
    G250(250),
    G500(500);

    /** The granularity that rings are kept at. */
    public static final Granularity FINEST = G500;

    /** All, coarsest first. */
    public static final List<Granularity> ALL = List.of(values());

    private final int points;

    Granularity(int points) {
        this.points = points;
    }

    /** Segments in a window. */
    public int points() {
        return points;
    }

    /** How many of the finest buckets make one bucket of this granularity: 25, 5, 2 or 1. */
    public int finestPerBucket() {
        return 500 / points;
    }

    @Override
    public String toString() {
        return Integer.toString(points);
    }
}
