/** The page: its template, its rendering, and its scripts and styles as resources. Static files, without a server. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.web;
