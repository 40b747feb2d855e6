/** Backups of a data folder in one file, and folders made of them. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.standalone.backup;
