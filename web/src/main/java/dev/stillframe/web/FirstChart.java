package dev.stillframe.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chart of one metric, for a template. Places are percentages of its width or height, so that it fits any box.
 *
 * @param words all of it in a sentence
 * @param room what its axis needs: {@code narrow}, {@code wide} or {@code widest}
 * @param values ticks of the value axis, from its top
 * @param times ticks of the time axis, from its left
 * @param gaps spans without samples
 * @param drawing lines in a box of {@link #WIDTH} by {@link #HEIGHT}
 * @param promised where the promised value stands, from the top; null without one
 * @param promisedText the promised value with its unit, or empty
 * @param failed where tests failed, from the left
 */
record FirstChart(
        String words,
        String room,
        List<Tick> values,
        List<Tick> times,
        List<Gap> gaps,
        @Nullable Drawing drawing,
        @Nullable String promised,
        String promisedText,
        List<String> failed) {
    static final int WIDTH = 2000;
    static final int HEIGHT = 1000;

    /**
     * A labelled place.
     *
     * @param minor whether its label can be left out where room is short
     */
    record Tick(String at, String label, boolean minor) {}

    /** A span: where it begins, and how wide it is. */
    record Gap(String at, String width) {}
}
