package dev.stillframe.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first view, for a template.
 *
 * @param window label of the window it shows
 * @param granularity into how many segments that is cut
 * @param generatedAt when a build last made sure of it, ISO 8601
 * @param generatedAtShown the same in words
 * @param lastSampleAt time of the newest sample, ISO 8601; null without one
 * @param lastSampleAtShown the same in words
 * @param summary range of the chart's metric, tests and failures
 * @param tiles one a metric
 * @param chart of the first metric; null where there is no point
 */
record First(
        String window,
        int granularity,
        String generatedAt,
        String generatedAtShown,
        @Nullable String lastSampleAt,
        @Nullable String lastSampleAtShown,
        String summary,
        List<Tile> tiles,
        @Nullable FirstChart chart) {}
