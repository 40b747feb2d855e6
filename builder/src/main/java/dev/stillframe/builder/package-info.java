/** Two functions: one finds what is to be built, one builds. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.builder;
