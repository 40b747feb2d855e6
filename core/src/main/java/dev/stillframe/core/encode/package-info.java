/** Writes what is published, byte for byte the same for the same content, and reads it back: no I/O, no clock. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.encode;
