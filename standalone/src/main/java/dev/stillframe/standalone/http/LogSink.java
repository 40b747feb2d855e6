package dev.stillframe.standalone.http;

import java.io.IOException;

/** Where lines of a log go. Used by one thread at a time. */
interface LogSink extends AutoCloseable {
    /**
     * Hands on whole lines.
     *
     * @throws IOException when they are lost
     */
    void write(byte[] lines) throws IOException;

    @Override
    void close() throws IOException;
}
