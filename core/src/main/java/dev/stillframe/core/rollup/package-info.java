/** Calendar rollups: what the samples of an hour, a day, a week, a month and a year add up to. Pure. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.rollup;
