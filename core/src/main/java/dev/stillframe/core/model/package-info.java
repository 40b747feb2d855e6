/** The words of the domain: metrics, samples, scopes, windows. Pure data, without I/O, clock or zone. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.model;
