/** Folds samples into rings of buckets: integer arithmetic only, no I/O, no clock. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.fold;
