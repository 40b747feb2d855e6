package dev.stillframe.core.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a format is recognised by: a stretch of a source, usually its first lines.
 *
 * @param source the name of the source, for messages
 * @param lines whole lines that are not blank, at most {@link #MAX_LINES}; none at the end of the source
 */
record FirstLines(String source, List<byte[]> lines) {
    private static final int MAX_LINES = 500;
    private static final int SHOWN = 200;

    /** The next stretch. Lines that are too long to be a record are left out. */
    static FirstLines next(String source, LineReader reader) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        while (lines.size() < MAX_LINES && reader.next()) {
            if (reader.end() > reader.start() && !reader.isTooLong()) {
                lines.add(Arrays.copyOfRange(reader.buffer(), reader.start(), reader.end()));
            }
        }
        return new FirstLines(source, lines);
    }

    /** The first line, for a message; there must be one. */
    String shown() {
        byte[] first = lines.get(0);
        return CleanText.of(first, 0, first.length, SHOWN);
    }
}
