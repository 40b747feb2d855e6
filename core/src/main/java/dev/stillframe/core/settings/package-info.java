/** The settings of a deployment, whatever the edition. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.settings;
