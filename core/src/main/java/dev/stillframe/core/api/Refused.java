package dev.stillframe.core.api;

import java.util.List;

/**
 * A body that is not taken; nothing of it is stored.
 *
 * @param status the HTTP status, 400 to 499
 * @param detail a sentence for whoever sent it
 * @param allowed what would have been right, may be empty
 */
record Refused(int status, String detail, List<String> allowed)
        implements UploadBody.Opened, UploadReader.Result, Fallbacks.Result {
    /** Copies the list. */
    Refused {
        allowed = List.copyOf(allowed);
    }

    /** A body that is not what it has to be. */
    static Refused bad(String detail) {
        return new Refused(400, detail, List.of());
    }
}
