/** Compact binary forms of what is stored and never published: numbers of variable length, samples. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.pack;
