package dev.stillframe.core.read;

/**
 * An answer for a public file, and what a log tells of it.
 *
 * @param answer the answer
 * @param scope the scope the file belongs to, empty where the path names no public file
 * @param cache whether the version was in memory
 * @param publishedAt when the version was published, epoch milliseconds; -1 where none was served
 */
public record Served(Answer answer, String scope, Cache cache, long publishedAt) {
    /** Where a version came from. */
    public enum Cache {
        /** It was served before, and is remembered. */
        HIT,
        /** It was read from the store. */
        MISS,
        /** No version was served. */
        NONE
    }
}
