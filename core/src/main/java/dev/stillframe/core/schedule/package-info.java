/** What to build at a tick, for an edition whose scheduler remembers nothing between two ticks. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.schedule;
