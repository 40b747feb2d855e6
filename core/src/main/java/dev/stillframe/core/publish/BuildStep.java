package dev.stillframe.core.publish;

import java.util.Locale;

/** The steps of a build, in order. */
public enum BuildStep {
    /** It has its lease, and begins to read: what is stored from now on may be missing in it. */
    READ(5),
    /** It folds what is new. */
    FOLD(15),
    /** It encodes and compresses. */
    ENCODE(30),
    /** It puts the new files aside. */
    STAGE(55),
    /** It reads them back and checks them. */
    VALIDATE(65),
    /** It replaces the root record. */
    COMMIT(75),
    /** It makes the files public. */
    PROMOTE(85);

    private final int percent;

    BuildStep(int percent) {
        this.percent = percent;
    }

    /** About how much of a build is done when this step begins, 0 to 100. */
    public int percent() {
        return percent;
    }

    /** The name in statuses, such as {@code validate}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
