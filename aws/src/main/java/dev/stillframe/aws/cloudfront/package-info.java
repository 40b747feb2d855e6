/** The CDN in front of the public files. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.aws.cloudfront;
