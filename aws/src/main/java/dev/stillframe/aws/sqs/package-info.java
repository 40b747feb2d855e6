/** Builds as messages of a queue. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.aws.sqs;
