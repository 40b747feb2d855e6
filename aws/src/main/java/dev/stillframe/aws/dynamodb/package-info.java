/** The ports on DynamoDB: samples and their logs, roots of checkpoints, leases, requests for builds, tokens, audit, imports. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.aws.dynamodb;
