/** Answers requests for the public files: any transport hands a request in and sends the answer out. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.read;
