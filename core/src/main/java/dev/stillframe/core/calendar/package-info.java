/** The calendar of a deployment: hours, days, ISO weeks, months and years in its time zone. Pure. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.calendar;
