/** The API as a function. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.lambda;
