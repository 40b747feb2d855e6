/** The command line: each command parses, wires and hands over. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.cli;
