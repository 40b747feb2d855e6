package dev.stillframe.web;

import org.jspecify.annotations.Nullable;

/**
 * What a tile says of a metric, for a template.
 *
 * @param name the metric's name
 * @param title the same as people read it
 * @param number newest average, or a dash
 * @param unit its unit, may be empty
 * @param note of when it is
 * @param warning that it is below what is promised, or empty
 * @param chosen whether the chart shows this metric
 * @param spark a small drawing of it, null without a value
 */
record Tile(
        String name,
        String title,
        String number,
        String unit,
        String note,
        String warning,
        boolean chosen,
        @Nullable Drawing spark) {}
