package dev.stillframe.core.rollup;

import dev.stillframe.core.calendar.Period;

/**
 * A period that has samples, as it stands at an instant.
 *
 * @param period which one
 * @param from when it begins, epoch milliseconds
 * @param to when it is over, epoch milliseconds, exclusive
 * @param open whether it was not closed yet at that instant; a late sample changes a closed one all the same
 * @param row what its samples add up to
 * @param days how many days of it have samples; 1 for an hour
 * @param expected how many tests were expected, from the first day that has any on; of an open period until its last sample. 0 where
 *     nobody knows how often the scope measures
 * @param step how far apart tests are expected to be at its end, in milliseconds; 0 where nobody knows
 */
public record PeriodRow(Period period, long from, long to, boolean open, Row row, int days, long expected, long step) {}
