/** The edition on managed services: what all its stores share. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.aws;
