/** The public files, staged payloads and old versions on S3, or a server that speaks its language. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.aws.s3;
