/** Killing the product, and watching what its readers see meanwhile: what the kill tests and the soak program share. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.testkit.soak;
