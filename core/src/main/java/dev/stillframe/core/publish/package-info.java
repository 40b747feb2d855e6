/** Builds: from the log of arrivals to published files, with one commit point, and the proof that they are right. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.publish;
