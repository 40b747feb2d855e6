/** The ports in memory: the reference for every other edition, and what tests run on. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.memory;
