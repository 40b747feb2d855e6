/** Who may do what: tokens are issued, and checked. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.access;
