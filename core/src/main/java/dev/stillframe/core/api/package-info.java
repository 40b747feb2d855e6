/** The API: any transport hands a request in and sends the reply out. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.api;
