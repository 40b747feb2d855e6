/** Writes samples as text that any program can read, and this one takes in again as they were. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.export;
