/** What the core needs from outside, as small interfaces whose Javadoc is the contract; each edition implements them. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.port;
