/** Builds that were asked for: joined, followed, carried out; and which hosts are built often since somebody looks at them. */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.refresh;
