package dev.stillframe.core.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * Cuts a stream of bytes into physical lines. Ends of line are LF and CR LF; a byte order mark at the beginning and runs of
 * NUL before a line are left out. Memory is bounded whatever the input is.
 */
final class LineReader {
    /** The longest line that is read, in bytes. Of a longer one only the first {@link #SHOWN} bytes are given. */
    static final int LIMIT = 64 * 1024;

    /** So much of a line that is too long can be seen. */
    static final int SHOWN = 1024;

    private final InputStream in;
    private final LongConsumer read;
    private final byte[] buffer = new byte[2 * LIMIT + 2];
    private int position;
    private int filled;
    private boolean ended;

    private int start;
    private int end;
    private long number;
    private boolean tooLong;
    private boolean hadNul;

    /** Reads a stream and tells how many bytes each read gave. */
    LineReader(InputStream in, LongConsumer read) {
        this.in = in;
        this.read = read;
    }

    /** Goes to the next line. False when there is none. */
    boolean next() throws IOException {
        tooLong = false;
        hadNul = false;
        start = position;
        if (number == 0) {
            skipMark();
        }
        if (!skipNul()) {
            number += hadNul ? 1 : 0;
            end = start;
            return hadNul;
        }
        number++;
        int scanned = start;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    position = i + 1;
                    finish(i);
                    return true;
                }
            }
            if (filled - start > LIMIT + 1) {
                finish(filled);
                skipRest();
                return true;
            }
            int before = filled - start;
            if (!fill()) {
                position = filled;
                finish(filled);
                return true;
            }
            scanned = start + before;
        }
    }

    /** Where the line's bytes are, from {@link #start} to {@link #end}, until {@link #next} is called. */
    byte[] buffer() {
        return buffer;
    }

    /** Index of the line's first byte. */
    int start() {
        return start;
    }

    /** Index after the line's last byte; its end of line does not belong to it. */
    int end() {
        return end;
    }

    /** The line's number, from 1. */
    long number() {
        return number;
    }

    /** Whether the line has more than {@link #LIMIT} bytes. */
    boolean isTooLong() {
        return tooLong;
    }

    /** Whether NULs were left out before the line. */
    boolean hadNul() {
        return hadNul;
    }

    private void finish(int lineEnd) {
        end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        if (end - start > LIMIT) {
            tooLong = true;
            end = start + SHOWN;
        }
    }

    /** Moves the start to the first byte that is not NUL. False at the end of the stream. */
    private boolean skipNul() throws IOException {
        while (true) {
            while (start < filled && buffer[start] == 0) {
                start++;
                hadNul = true;
            }
            if (start < filled) {
                return true;
            }
            if (!fill()) {
                position = filled;
                return false;
            }
        }
    }

    private void skipMark() throws IOException {
        while (filled - start < 3 && fill()) {
            // A stream may give its bytes one at a time.
        }
        if (filled - start >= 3
                && buffer[start] == (byte) 0xEF
                && buffer[start + 1] == (byte) 0xBB
                && buffer[start + 2] == (byte) 0xBF) {
            start += 3;
        }
    }

    /** Reads on to the end of a line that is too long, behind the bytes of it that are shown. */
    private void skipRest() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, SHOWN);
        start = 0;
        end = SHOWN;
        while (!ended) {
            int count = in.read(buffer, SHOWN, buffer.length - SHOWN);
            if (count < 0) {
                ended = true;
                break;
            }
            read.accept(count);
            filled = SHOWN + count;
            for (int i = SHOWN; i < filled; i++) {
                if (buffer[i] == '\n') {
                    position = i + 1;
                    return;
                }
            }
        }
        filled = SHOWN;
        position = SHOWN;
    }

    /** Reads more behind what is filled, after moving the line to the front where it needs room. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (start > 0 && (start == filled || buffer.length - filled < LIMIT)) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            ended = true;
            return false;
        }
        read.accept(count);
        filled += count;
        return true;
    }
}
