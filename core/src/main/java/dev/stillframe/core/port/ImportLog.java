package dev.stillframe.core.port;

import java.util.List;

/** Which imports there were. An import's samples have the origin {@code import:ID}. */
public interface ImportLog {
    /** What the origins of imported samples begin with. */
    String ORIGIN = "import:";

    /** Notes that an import begins, and names it with the next number, from 1. */
    long begin(String source, long atMillis);

    /** Notes that an import is over, with how many samples it stored. */
    void finish(long id, long stored, long atMillis);

    /** Forgets an import that stored nothing. */
    void discard(long id);

    /** Notes that an import's samples were taken back. */
    void undone(long id, long atMillis);

    /** All imports, the oldest first. */
    List<Import> imports();

    /** The origin of an import's samples. */
    static String origin(long id) {
        return ORIGIN + id;
    }

    /**
     * One import.
     *
     * @param id its number
     * @param source the files, as the user named them
     * @param startedAt epoch milliseconds
     * @param finishedAt epoch milliseconds, 0 while it runs or when it was interrupted
     * @param stored samples stored, 0 until it is finished
     * @param undoneAt when they were taken back, epoch milliseconds, 0 when they were not
     */
    record Import(long id, String source, long startedAt, long finishedAt, long stored, long undoneAt) {}
}
