/** Asking for builds: who is awake, what is asked for, and how far it is. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.refresh;
