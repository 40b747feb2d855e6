package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Sample;
import java.util.List;

/** What {@link SampleCheck} says of a raw sample. */
public sealed interface Judgement {
    /**
     * It can be stored; as a failed test where no value is left.
     *
     * @param sample what to store
     * @param leftOut the values that are not in it
     */
    record Accepted(Sample sample, List<Omission> leftOut) implements Judgement {}

    /**
     * It cannot be stored.
     *
     * @param reason why, in a few words that do not depend on the record
     */
    record Refused(String reason) implements Judgement {}

    /**
     * A value that was left out.
     *
     * @param metric the metric's index in the catalogue
     * @param reason why
     */
    record Omission(int metric, LeftOut.Reason reason) {}
}
