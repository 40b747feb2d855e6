/** Holds answers to {@code openapi.yaml}. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.testkit.openapi;
