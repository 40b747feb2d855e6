/**
 * Samples in: foreign logs and raw records become checked samples. It reads streams that are handed to it; files, clocks and
 * threads' results enter through {@link dev.stillframe.core.ingest.Importer}.
 */
@org.jspecify.annotations.NullMarked
package dev.stillframe.core.ingest;
