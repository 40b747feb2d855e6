package dev.stillframe.core.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static final String MARK = "\u00EF\u00BB\u00BF";

    @Test
    void cutsAtBothEndsOfLine() throws IOException {
        assertThat(lines("a\nb\r\n\r\n\nc")).containsExactly("a", "b", "", "", "c");
        assertThat(lines("a\rb\n")).containsExactly("a\rb");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void leavesAByteOrderMarkOutAtTheBeginningOnly() throws IOException {
        assertThat(lines(MARK + "a\n" + MARK + "b")).containsExactly("a", MARK + "b");
        assertThat(lines(MARK)).isEmpty();
    }

    @Test
    void leavesRunsOfNulBeforeALineOut() throws IOException {
        assertThat(lines("a\n\0\0b\n\0".repeat(1) + "\0".repeat(300_000) + "c\n\0\0\nd\0e\n\0"))
                .containsExactly("a", "b", "c", "", "d\0e", "");
    }

    @Test
    void givesTheBeginningOfALineThatIsTooLong() throws IOException {
        for (int length :
                new int[] {65_535, 65_536, 65_537, 65_538, 131_071, 131_072, 131_073, 131_074, 131_075, 400_000}) {
            String line = "x".repeat(length);
            String expected = length <= LineReader.LIMIT ? line : "x".repeat(LineReader.SHOWN);
            assertThat(lines("a\n" + line + "\r\nb\n")).as("%d", length).containsExactly("a", expected, "b");
            assertThat(lines(line)).as("%d", length).containsExactly(expected);
        }
    }

    @Test
    void countsLinesAndBytes() throws IOException {
        long[] bytes = {0};
        LineReader reader = new LineReader(stream("a\n" + "x".repeat(200_000) + "\nb", 1), count -> bytes[0] += count);
        while (reader.next()) {
            assertThat(reader.isTooLong()).isEqualTo(reader.number() == 2);
        }
        assertThat(reader.number()).isEqualTo(3);
        assertThat(bytes[0]).isEqualTo(200_004);
    }

    @Test
    void readsAlikeHoweverTheStreamIsCut() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            StringBuilder text = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int line = 0; line < 40; line++) {
                String content = "y".repeat(random.nextInt(8) == 0 ? random.nextInt(65_536) : random.nextInt(30));
                boolean nul = !content.isEmpty() && random.nextInt(9) == 0;
                text.append(nul ? "\0".repeat(random.nextInt(5000)) : "").append(content);
                text.append(random.nextBoolean() ? "\n" : "\r\n");
                expected.add(content);
            }
            assertThat(lines(stream(text.toString(), 1 + random.nextInt(100_000))))
                    .isEqualTo(expected);
        }
    }

    private static List<String> lines(String text) throws IOException {
        List<String> whole = lines(stream(text, Integer.MAX_VALUE));
        assertThat(lines(stream(text, 7))).isEqualTo(whole);
        return whole;
    }

    private static List<String> lines(InputStream in) throws IOException {
        LineReader reader = new LineReader(in, count -> {});
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(new String(Arrays.copyOfRange(reader.buffer(), reader.start(), reader.end()), ISO_8859_1));
        }
        return lines;
    }

    /** A stream that gives at most so many bytes at once. */
    private static InputStream stream(String text, int atOnce) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, atOnce));
            }
        };
    }
}
