package dev.stillframe.cli.demo;

import dev.stillframe.core.model.Values;

/** What a simulated host has to say at an instant. */
sealed interface Reading {
    /** A test went through. */
    record Measured(Values values) implements Reading {
        /**
         * Takes Mbit/s, ms and %; what lies outside a metric's range is moved to its edge. A negative upload stands for a
         * direction that failed: it has no value.
         */
        static Measured of(double download, double upload, double ping, double jitter, double loss) {
            return new Measured(Values.of(
                    scaled(download, 1_000, 1, 100_000_000),
                    upload < 0 ? Values.ABSENT : scaled(upload, 1_000, 1, 100_000_000),
                    scaled(ping, 1_000, 1, 60_000_000),
                    scaled(jitter, 1_000, 0, 60_000_000),
                    scaled(loss, 10_000, 0, 1_000_000)));
        }

        private static long scaled(double value, int scale, long min, long max) {
            return Math.clamp(Math.round(value * scale), min, max);
        }
    }

    /** A test failed. */
    record Failed(String error) implements Reading {}

    /** Nothing arrived: the host itself is off. */
    record Silent() implements Reading {}
}
