/** What tests of any edition are made of: a contract for each port, a clock to set, faults to inject, samples to feed. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.testkit;
