package dev.stillframe.core.ingest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A log to import.
 *
 * @param name what messages call it
 * @param host the host of its records that name none; null where it is the one of the settings
 * @param opener opens it at its beginning; called once to recognise its format and once to read it, and once more of each
 *     where several sources are imported together
 */
public record Source(String name, @Nullable String host, Opener opener) {
    /** A log whose records are of the settings' host where they name none. */
    public Source(String name, Opener opener) {
        this(name, null, opener);
    }

    /** Opens a source. */
    @FunctionalInterface
    public interface Opener {
        /**
         * A new stream, which the importer closes. It need not be buffered.
         *
         * @throws IOException when it cannot be read, with a message for the user
         */
        InputStream open() throws IOException;
    }
}
