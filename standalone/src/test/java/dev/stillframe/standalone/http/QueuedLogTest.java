package dev.stillframe.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.api.Facts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class QueuedLogTest {
    @TempDir
    Path folder;

    @Test
    void aLineHasWhatIsKnownAndNoMore() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (QueuedLog log = QueuedLog.stream(out)) {
            log.line(new LoggedRequest(
                    Instant.parse("2026-01-04T05:06:07.123Z"),
                    "GET",
                    "/samples/latest",
                    200,
                    1234,
                    56,
                    "1.2.3.4",
                    new Facts("home", "hit", 60_000, "r1", "t1")));
            log.line(request("/x"));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        {"at":"2026-01-04T05:06:07.123Z","method":"GET","path":"/samples/latest","status":200,"bytes":1234,\
                        "micros":56,"address":"1.2.3.4","scope":"home","cache":"hit","ageMillis":60000,"refresh":"r1","token":"t1"}
                        {"at":"1970-01-01T00:00:00Z","method":"GET","path":"/x","status":404,"bytes":0,"micros":1}
                        """);
    }

    @Test
    void hostileTextsAreEscapedAndCut() {
        String hostile = "/\n\r\t\"}\u001b[31m\u007f\u202e\u2028\ud83d{é" + "a".repeat(1000);
        String line = new String(LogLines.encode(request(hostile), 0), StandardCharsets.UTF_8);
        assertThat(line).matches("\\{[ -~]*\\}\n").hasSizeLessThan(400).contains("\\n\\r\\t\\\"}\\u001B[31m?\\u202E");
    }

    @Test
    void aFullFileIsBegunAnewAndOnlySomeAreKept() throws Exception {
        Path file = folder.resolve("deep/log.jsonl");
        try (RotatingFile log = RotatingFile.open(file, 10, 3)) {
            for (int i = 0; i < 9; i++) {
                log.write(("line" + i + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(file).hasContent("line8");
        assertThat(folder.resolve("deep/log.jsonl.1")).hasContent("line7");
        assertThat(folder.resolve("deep/log.jsonl.2")).hasContent("line6");
        try (var entries = Files.list(folder.resolve("deep"))) {
            assertThat(entries).hasSize(3);
        }
    }

    @Test
    void aFileIsGoneOnWithAndATornLineInItEnded() throws Exception {
        Path file = folder.resolve("log.jsonl");
        Files.writeString(file, "{\"torn");
        try (QueuedLog log = QueuedLog.file(file)) {
            log.line(request("/x"));
        }
        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("{\"torn");
    }

    @Test
    void whatTheQueueHasNoRoomForIsLostAndTheNextLineSaysSo() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LogSink slow = new LogSink() {
            @Override
            public void write(byte[] lines) throws IOException {
                writing.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                out.write(lines);
            }

            @Override
            public void close() {}
        };
        try (QueuedLog log = new QueuedLog(slow, 2)) {
            log.line(request("/first"));
            writing.await();
            for (int i = 0; i < 7; i++) {
                log.line(request("/" + i));
            }
            gate.countDown();
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).contains("/first").doesNotContain("lost"),
                        line -> assertThat(line).contains("\"/0\"").contains("\"lost\":5"),
                        line -> assertThat(line).contains("\"/1\"").doesNotContain("lost"));
    }

    @Test
    void aFullDiskLosesLinesAndTheNextThatIsWrittenSaysSo() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CountDownLatch failed = new CountDownLatch(3);
        LogSink full = new LogSink() {
            @Override
            public void write(byte[] lines) throws IOException {
                if (failed.getCount() > 0) {
                    failed.countDown();
                    throw new IOException("No space left on device");
                }
                out.write(lines);
            }

            @Override
            public void close() {}
        };
        try (QueuedLog log = new QueuedLog(full, 100)) {
            int sent = 0;
            while (failed.getCount() > 0 && sent < 10_000_000) {
                log.line(request("/" + sent++));
                Thread.onSpinWait();
            }
            log.line(request("/after"));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"lost\":");
    }

    private static LoggedRequest request(String path) {
        return new LoggedRequest(Instant.EPOCH, "GET", path, 404, 0, 1, "", Facts.NONE);
    }
}
