/** Measurements of the whole product on one machine, with peers in the same run. Nothing here is used by the product. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.benchmarks;
