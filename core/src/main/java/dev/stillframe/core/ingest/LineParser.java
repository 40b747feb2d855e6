package dev.stillframe.core.ingest;

/** Reads the lines of one source, in their order. For use by one thread. */
interface LineParser {
    /** What stands in {@code line[from..to)}, which is without its end of line and never blank. */
    Reading read(byte[] line, int from, int to);

    /** Whether records can name their host. */
    boolean namesHosts();
}
