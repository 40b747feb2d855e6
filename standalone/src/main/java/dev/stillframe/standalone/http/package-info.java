/** The embedded HTTP server: public files, the page and its health, over Jetty. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.standalone.http;
