/** What operators see: metrics and logs. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.aws.cloudwatch;
