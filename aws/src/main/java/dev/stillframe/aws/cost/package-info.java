/** What a deployment costs, from what its work asks of the services. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.aws.cost;
