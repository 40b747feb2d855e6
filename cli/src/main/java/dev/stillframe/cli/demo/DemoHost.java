package dev.stillframe.cli.demo;

import java.util.Map;

/** A simulated host: its name, what stands on its samples, what was promised to it, and what it measures when. */
sealed interface DemoHost permits HomeFibre, OfficeCable, CabinLte {
    /** The host's name. */
    String name();

    /** The labels of all its samples. */
    Map<String, String> labels();

    /** By metric name, the promised value in smallest units. */
    Map<String, Long> promised();

    /** Where in its slot of five minutes it begins to measure, milliseconds. */
    long phase();

    /** What it says at an instant (epoch milliseconds) within a slot. The same each time it is asked. */
    Reading read(long t, long slot);
}
