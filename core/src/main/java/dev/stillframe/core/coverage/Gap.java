package dev.stillframe.core.coverage;

/**
 * A time without the tests that were expected in it.
 *
 * @param host whose tests
 * @param from the test before it or, where that is not within the day, when the day or what is expected of the host begins; epoch
 *     milliseconds
 * @param to the test after it or, where that is not within the day, when the day is over, or now; epoch milliseconds
 * @param missed how many tests were due and did not take place, within the day; at least 1
 */
public record Gap(String host, long from, long to, long missed) {}
