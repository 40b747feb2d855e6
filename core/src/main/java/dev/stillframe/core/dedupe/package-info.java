/** Samples that share a slot of their host's schedule: how the schedule is known, which they are, and setting them aside. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.dedupe;
