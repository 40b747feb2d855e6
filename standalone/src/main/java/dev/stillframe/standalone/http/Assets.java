package dev.stillframe.standalone.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** The files of the page: a fixed set, small enough to be held in memory. */
@FunctionalInterface
public interface Assets {
    /**
     * The file at a path.
     *
     * @param path as a client sent it, not decoded, beginning with a slash; the page itself is at {@code /}
     * @return the same object each time; empty where there is none
     */
    Optional<Asset> byPath(String path);

    /**
     * A file of the page.
     *
     * @param contentType as it is sent, such as {@code text/css; charset=utf-8}
     * @param bytes its content, not compressed; not to be changed
     * @param hash 16 to 64 lower-case hex digits that change with the content. A request whose path has the first eight or
     *     more of them in it, as a word of its own, may be cached for good
     */
    record Asset(String contentType, byte[] bytes, String hash) {
        private static final Pattern HASH = Pattern.compile("[0-9a-f]{16,64}");

        /**
         * Checks the hash.
         *
         * @throws IllegalArgumentException when it is not of the form above
         */
        public Asset {
            if (!HASH.matcher(hash).matches()) {
                throw new IllegalArgumentException("the hash '" + hash + "' is not 16 to 64 lower-case hex digits");
            }
        }
    }
}
