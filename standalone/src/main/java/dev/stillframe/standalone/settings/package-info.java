/** The settings of a data folder. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.standalone.settings;
