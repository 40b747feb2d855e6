package dev.stillframe.core.ingest;

import org.jspecify.annotations.Nullable;

/** One kind of log, of one record a line. */
interface Format {
    /**
     * A parser for the source that begins with these lines, or null when they are not of this format.
     *
     * @param stamps reads the stamps of this source; the last one read is that of the last record found
     * @throws ImportException when the source cannot be read in the way that the user asked for
     */
    @Nullable
    LineParser open(FirstLines lines, ImportSettings settings, Stamp stamps);
}
