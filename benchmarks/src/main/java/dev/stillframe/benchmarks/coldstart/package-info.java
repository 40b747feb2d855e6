/** How long the functions take from the start of their process to their first answer. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.benchmarks.coldstart;
