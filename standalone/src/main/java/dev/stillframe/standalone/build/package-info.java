/** When to build what, on one machine. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.standalone.build;
