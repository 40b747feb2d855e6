package dev.stillframe.core.ingest;

/** Hears how far an import is. Called from the importer's reading thread, some ten times a megabyte. */
@FunctionalInterface
public interface ProgressListener {
    /** A listener that does nothing. */
    ProgressListener NONE = _ -> {};

    /** So many bytes were read until now, of all sources together. */
    void bytesRead(long total);
}
