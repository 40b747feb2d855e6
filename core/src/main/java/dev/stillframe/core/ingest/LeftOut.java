package dev.stillframe.core.ingest;

/**
 * How many values of one metric were left out of their samples for one reason.
 *
 * @param metric the metric's name
 * @param reason why
 * @param count how many, at least 1
 */
public record LeftOut(String metric, Reason reason, long count) {
    /** Why a value is left out while the rest of its sample is kept. */
    public enum Reason {
        /** Zero in this direction of a speed test and not in the other: the direction failed. */
        ZERO_ONE_WAY("zero in one direction"),
        /** Less than the metric's least value, or more than its greatest. */
        OUT_OF_RANGE("out of range"),
        /** What stands there is no number. */
        NO_NUMBER("no number");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** The reason in a few words, for a report. */
        public String text() {
            return text;
        }
    }
}
