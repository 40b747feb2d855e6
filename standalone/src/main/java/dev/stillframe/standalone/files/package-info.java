/** The public files, staged payloads and old versions on a file system. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.standalone.files;
