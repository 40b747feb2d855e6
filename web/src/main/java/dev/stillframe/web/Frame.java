package dev.stillframe.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the frame sees.
 *
 * @param title what it is of: a host, or the whole deployment
 * @param assets what the addresses of its files begin with
 * @param page address of the page that shows all of it
 * @param expiresAt until when it counts as fresh, epoch milliseconds
 * @param newestAt time of the newest sample, epoch milliseconds; null without one
 * @param asOf the same in words, short; null without one
 * @param warning that the last test failed, or empty
 * @param figures the newest values of a few metrics
 * @param first the view of its scope
 */
record Frame(
        String title,
        String policy,
        String assets,
        String page,
        long clockOffsetMillis,
        long expiresAt,
        @Nullable Long newestAt,
        @Nullable String asOf,
        String warning,
        List<Tile> figures,
        Map<String, Object> t,
        First first) {}
