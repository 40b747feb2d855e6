/** Holds the recorded requests to those that servers were asked. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.aws.cost;
