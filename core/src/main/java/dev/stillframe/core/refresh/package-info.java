/** Builds that were asked for: joined, followed, carried out. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.refresh;
