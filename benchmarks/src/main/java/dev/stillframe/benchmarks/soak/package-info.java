/** The product killed again and again while somebody reads from it. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.benchmarks.soak;
