package dev.stillframe.core.ingest;

import static dev.stillframe.core.ingest.Imports.host;
import static dev.stillframe.core.ingest.Imports.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImporterTest {
    private static final String LINE = "1,Net,Town,%s,7.5,11.2,93100000,40200000\n";

    private final Imports imports = new Imports();

    @Test
    void storesNothingWhenTheSameIsImportedAgain() {
        String log = log(0, 25_000);
        ImportReport first = imports.run(host("home"), log);
        assertThat(first.importId()).isEqualTo(OptionalLong.of(1));
        assertThat(first.taken()).isEqualTo(25_000);
        assertThat(imports.log.imports()).singleElement().satisfies(i -> {
            assertThat(i.source()).isEqualTo("log.csv");
            assertThat(i.stored()).isEqualTo(25_000);
            assertThat(i.finishedAt()).isEqualTo(Imports.NOW.toEpochMilli());
        });
        ImportReport again = imports.run(host("home"), log);
        assertThat(again.importId()).isEmpty();
        assertThat(again.records()).isEqualTo(25_000);
        assertThat(again.taken()).isZero();
        assertThat(again.duplicates()).isEqualTo(25_000);
        assertThat(again.lastAt()).isEqualTo(first.lastAt());
        assertThat(imports.log.imports()).hasSize(1);
    }

    @Test
    void keepsTheOrderOfSourcesAndLines() {
        imports.run(host("home"), text("a", log(50, 60)), text("b", log(0, 10)));
        assertThat(imports.store.readAfter(Scope.ALL, Position.NONE, 100).entries())
                .extracting(e -> ((LogEntry.Arrived) e).sample().t())
                .startsWith(time(50).toEpochMilli(), time(51).toEpochMilli())
                .endsWith(time(9).toEpochMilli());
        assertThat(imports.log.imports().get(0).source()).isEqualTo("a, b");
    }

    @Test
    void changesNothingWhenOneOfTheSourcesHasNoRecord() {
        for (String bad :
                List.of("", "\n\n", "Server ID,Sponsor,Server Name,Timestamp,Distance,Ping,Download,Upload\n")) {
            assertThatThrownBy(() -> imports.run(host("home"), text("good", log(0, 10)), text("bad", bad)))
                    .isInstanceOf(ImportException.class)
                    .hasMessageStartingWith("bad");
        }
        assertThat(imports.samples()).isEmpty();
        assertThat(imports.log.imports()).isEmpty();
    }

    @Test
    void saysInOneLineWhyASourceIsNotTaken() {
        ImportSettings ping = imports.columns("t=t,ping=ping");
        assertThatThrownBy(() -> imports.run(host("home"), "")).hasMessage("log.csv is empty");
        assertThatThrownBy(() -> imports.run(host("home"), "\n\0\n")).hasMessageContaining("has no line of text");
        assertThatThrownBy(() -> imports.run(host("home"), "a,b\n1,2\n"))
                .hasMessageContaining("--columns t=COLUMN,download=COLUMN,… (keys: t, download, ")
                .hasMessageEndingWith("its first line is: a,b");
        assertThatThrownBy(() -> imports.run(host(null), log(0, 1))).hasMessageContaining("--host NAME");
        assertThatThrownBy(() -> imports.run(ping, "t,ping\n1970-01-01 00:00,1\nfoo,2\n1970-01-02 00:00,1\n"))
                .hasMessage("log.csv: no readable record in 4 lines; of 2: the time is before 2000"
                        + " (line 2: 1970-01-01 00:00,1)");
        byte[] utf16 = "t,ping\n".getBytes(StandardCharsets.UTF_16);
        assertThatThrownBy(() -> imports.run(ping, new Source("x", () -> new ByteArrayInputStream(utf16))))
                .hasMessageContaining("UTF-16");
        byte[] gzip = {0x1F, (byte) 0x8B, 8};
        assertThatThrownBy(() -> imports.run(ping, new Source("x", () -> new ByteArrayInputStream(gzip))))
                .hasMessageContaining("compressed");
        Source missing = new Source("x", () -> {
            throw new IOException("no such file");
        });
        assertThatThrownBy(() -> imports.run(ping, missing)).hasMessage("x cannot be read: no such file");
        assertThat(imports.log.imports()).isEmpty();
    }

    @Test
    void readsAHugeLineAndAHugeRunOfNulInLittleMemory() {
        Source junk = new Source("junk", () -> new Repeated('x', 150_000_000));
        assertThatThrownBy(() -> imports.run(imports.columns("t=1,ping=2"), junk))
                .hasMessageContaining("64 KiB");
        Source within = new Source(
                "within",
                () -> new SequenceInputStream(Collections.enumeration(List.of(
                        new Repeated((char) 0, 100_000_000),
                        bytes(log(0, 1)),
                        new Repeated('x', 150_000_000),
                        bytes("\n" + log(1, 2))))));
        ImportReport report = imports.run(host("home"), within);
        assertThat(report.taken()).isEqualTo(2);
        assertThat(report.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason()).isEqualTo("longer than 64 KiB");
            assertThat(skipped.examples().get(0).text()).isEqualTo("x".repeat(80));
        });
    }

    @Test
    void showsFivePrintableExamplesOfATrouble() {
        String text = log(0, 1) + "\u0007bad\u0000 líne\n".repeat(7);
        ImportReport.Trouble trouble = imports.run(host("home"), text).skipped().get(0);
        assertThat(trouble.count()).isEqualTo(7);
        assertThat(trouble.examples()).hasSize(5).first().isEqualTo(new ImportReport.Example("log.csv", 2, "bad líne"));
    }

    @Test
    void tellsHowManyBytesItHasRead() {
        List<Long> heard = new ArrayList<>();
        String log = log(0, 30_000);
        new Importer(imports.store, imports.log, Metrics.BUILT_IN, () -> Imports.NOW)
                .run(List.of(text("a", log), text("b", log)), host("home"), heard::add);
        assertThat(heard).isSorted().hasSizeGreaterThan(20).endsWith(2L * log.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void endsWhenTheStoreFailsAndGoesOnWhenRepeated(int failing) {
        String log = log(0, 60_000);
        FailingStore store = new FailingStore(imports.store, failing);
        Importer importer = new Importer(store, imports.log, Metrics.BUILT_IN, () -> Imports.NOW);
        long stored = (failing - 1) * 10_000L;
        assertThatThrownBy(() -> importer.run(List.of(text("a", log)), host("home"), _ -> {}))
                .isInstanceOf(ImportException.class)
                .hasMessage("import 1 stopped after " + stored + " samples: the disk is full;"
                        + " import the same again to complete it, or take it back with import --undo 1")
                .hasCauseInstanceOf(StoreException.class);
        assertThat(imports.log.imports().get(0).finishedAt()).isZero();
        ImportReport rest = imports.run(host("home"), log);
        assertThat(rest.duplicates()).isEqualTo(stored);
        assertThat(rest.taken()).isEqualTo(60_000 - stored);
    }

    @Test
    void endsWhenASourceFailsInTheMiddle() {
        Source broken = new Source("broken", () -> new SequenceInputStream(bytes(log(0, 15_000)), new Broken()));
        assertThatThrownBy(() -> imports.run(host("home"), broken))
                .hasMessageContaining("import 1 stopped after 10000 samples: broken cannot be read: input/output error")
                .hasMessageContaining("import --undo 1");
        assertThat(imports.samples()).hasSize(10_000);
    }

    @Test
    void keepsTheInterruptionOfItsCaller() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> imports.run(host("home"), log(0, 10))).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void passesOnWhatNobodyExpected() {
        Source faulty = new Source("faulty", () -> {
            throw new IllegalStateException("a fault");
        });
        assertThatThrownBy(() -> imports.run(host("home"), faulty)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesSamplesOfLaterThanNowOnlyWithinTwoMinutes() {
        ImportReport report = imports.run(
                host("home"), LINE.formatted("2026-06-01T00:02:00Z") + LINE.formatted("2026-06-01T00:02:00.001Z"));
        assertThat(report.taken()).isEqualTo(1);
        assertThat(imports.samples()).extracting(Sample::t).containsExactly(Imports.NOW.toEpochMilli() + 120_000);
    }

    private static Instant time(int number) {
        return Instant.parse("2025-01-01T00:00:00Z").plusSeconds(60L * number);
    }

    private static String log(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(LINE.replace("%s", time(i).toString()));
        }
        return text.toString();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails at once. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("input/output error");
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            throw new IOException("input/output error");
        }
    }

    /** One byte, over and over. */
    private static final class Repeated extends InputStream {
        private final byte content;
        private long left;

        Repeated(char content, long length) {
            this.content = (byte) content;
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? content : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            int count = (int) Math.min(left, length);
            Arrays.fill(to, offset, offset + count, content);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
