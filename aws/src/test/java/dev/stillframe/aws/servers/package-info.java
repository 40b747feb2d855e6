/** Servers that tests start, each as a process of its own. For the tests of every module. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.aws.servers;
