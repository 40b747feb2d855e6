package dev.stillframe.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to a new file or to the terminal. A file that is not finished is removed when this is closed, so that nobody takes
 * a part for the whole.
 */
final class Lines implements AutoCloseable {
    /** The check makes the writer flush. */
    private static final int CHECKED_EVERY = 1_000;

    private final CharsetEncoder encoder = System.out.charset().newEncoder();
    private final Writer writer;
    private final @Nullable PrintWriter terminal;
    private final @Nullable Path file;
    private boolean finished;
    private long lines;

    private Lines(Writer writer, @Nullable PrintWriter terminal, @Nullable Path file) {
        this.writer = writer;
        this.terminal = terminal;
        this.file = file;
    }

    /** To a file in UTF-8, which is made and must not be there. */
    static Lines to(Path file) {
        try {
            return new Lines(
                    Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW), null, file);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(file + " exists already; remove it, or choose another name with --out", e);
        } catch (IOException e) {
            throw new Failure(file + " cannot be written: " + e, e);
        }
    }

    /** To the terminal, or where it is led. */
    static Lines to(PrintWriter terminal) {
        // A print writer flushes each line.
        return new Lines(new BufferedWriter(terminal, 1 << 16), terminal, null);
    }

    /** Writes a line. */
    void write(String line) {
        try {
            writer.write(line);
            writer.write('\n');
        } catch (IOException e) {
            throw failure(e);
        }
        if (terminal != null) {
            checkTerminal(terminal, line);
        }
    }

    private void checkTerminal(PrintWriter to, String line) {
        if (!encoder.canEncode(line)) {
            throw new Failure("the terminal's character set, " + encoder.charset() + ", lacks letters of: " + line
                    + "; name a file with --out, or use --format jsonl");
        }
        lines++;
        if (lines % CHECKED_EVERY == 0 && to.checkError()) {
            throw new Failure("nobody takes the output any more");
        }
    }

    /** Everything was written. */
    void finish() {
        try {
            writer.flush();
            if (file != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
        finished = true;
    }

    private Failure failure(IOException e) {
        return new Failure((file == null ? "the output" : file) + " cannot be written: " + e, e);
    }

    @Override
    public void close() {
        if (finished || file == null) {
            return;
        }
        try {
            writer.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What stopped it is being said already.
        }
    }
}
