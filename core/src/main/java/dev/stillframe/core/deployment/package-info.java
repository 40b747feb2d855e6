/** A deployment with all its stores wired, whatever the edition. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.deployment;
