package dev.stillframe.core.dedupe;

/** How often a host measures, and how that is known. */
public sealed interface Pace {
    /** Milliseconds from one test to the next, from 1,000. */
    long millis();

    /** Somebody said so for this once. */
    record Given(long millis) implements Pace {
        /** Checks it. */
        public Given {
            require(millis);
        }
    }

    /** The settings say so. */
    record Configured(long millis) implements Pace {
        /** Checks it. */
        public Configured {
            require(millis);
        }
    }

    /**
     * It was learned.
     *
     * @param samples from so many samples
     * @param shorter so many of the steps between them are shorter than three quarters of it
     */
    record Learned(long millis, long samples, long shorter) implements Pace {
        /** Checks it. */
        public Learned {
            require(millis);
        }
    }

    private static void require(long millis) {
        if (millis < 1_000) {
            throw new IllegalArgumentException("a pace of " + millis + " ms");
        }
    }
}
