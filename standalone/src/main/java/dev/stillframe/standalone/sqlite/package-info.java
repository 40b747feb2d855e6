/** The ports on SQLite: samples, checkpoints, leases and imports in one file. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.standalone.sqlite;
