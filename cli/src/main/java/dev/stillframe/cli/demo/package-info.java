/** The demonstration's measurements: a seeded simulation of three hosts, which says of itself that it is one. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.cli.demo;
