/** Whether the tests were carried out that were to be: schedules, how many tests they expect, gaps. Pure. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.coverage;
