package dev.stillframe.core.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a format is recognised by.
 *
 * @param source the name of the source, for messages
 * @param lines the first whole lines that are not blank, at most {@link #MAX_LINES}; none of an empty source
 */
record FirstLines(String source, List<byte[]> lines) {
    /** How many bytes of a source are looked at. */
    static final int BYTES = LineReader.LIMIT;

    private static final int MAX_LINES = 500;
    private static final int SHOWN = 200;

    /** The lines of a source's first bytes; the last one counts only where these are all there are. */
    static FirstLines of(String source, byte[] bytes, boolean whole) {
        List<byte[]> lines = new ArrayList<>();
        int end = bytes.length;
        while (!whole && end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes, 0, end), _ -> {});
        try {
            while (lines.size() < MAX_LINES && reader.next()) {
                if (reader.end() > reader.start()) {
                    lines.add(Arrays.copyOfRange(reader.buffer(), reader.start(), reader.end()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
        }
        return new FirstLines(source, lines);
    }

    /** The first line, for a message; there must be one. */
    String shown() {
        byte[] first = lines.get(0);
        return CleanText.of(first, 0, first.length, SHOWN);
    }
}
