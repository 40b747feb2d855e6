package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.testkit.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts in data are shown as text, whatever they are, and nothing of them runs. */
class HostileTest extends PageTest {
    private static final String SCRIPT = "<script>window.__owned=1</script><img src=x onerror=__owned=1>";
    private static final String TURNED = "\u202Eright to left\u2066";
    private static final String EMOJI = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67".repeat(111);

    @TempDir
    Path folder;

    private final Path published =
            World.shared(World.Kind.QUARTER).resolve("public").toAbsolutePath();

    @BeforeEach
    void watch() {
        tab.onEachPage("window.__owned = 0;");
        tab.allow("405|404");
    }

    private String file(String name) throws IOException {
        Path plain = published.resolve(name);
        if (Files.exists(plain)) {
            return Files.readString(plain);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(published.resolve(name + ".gz")))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private void nothingRan() {
        assertThat(tab.number("return window.__owned")).isZero();
        assertThat(tab.all("body script, body img, body iframe")).isEmpty();
        assertThat(tab.number("return document.documentElement.scrollWidth - innerWidth"))
                .as("wider than the screen")
                .isLessThanOrEqualTo(0);
    }

    @Test
    void aNoticeThatComesLaterIsText() throws IOException {
        for (String text : List.of(SCRIPT, TURNED, EMOJI)) {
            StaticHost host = closes(new StaticHost(published));
            host.replace(
                    "/config.json",
                    file("config.json").replace("\"" + World.NOTICE + "\"", "\"" + quoted(text) + "\""));
            tab.open(host.url("/"));
            tab.until(
                    "the text",
                    "return document.querySelector('.banner')?.textContent.startsWith(arguments[0])",
                    text.substring(0, 10));
            ChoicesTest.ready(tab);
            nothingRan();
        }
    }

    @Test
    void aNoticeInTheRenderedPageIsText() throws IOException {
        for (String text : List.of(SCRIPT, TURNED, EMOJI.substring(0, 192))) {
            Path data = Files.createDirectories(folder.resolve("data" + text.length()));
            Files.writeString(data.resolve("stillframe.yaml"), "notice: \"" + quoted(text) + "\"\n");
            Served served = closes(Served.at(data, new ManualClock(World.NOW)));
            World.add(served.edition(), World.NOW.minusSeconds(1800), World.NOW);
            served.build();
            served.serve();
            tab.open(served.url("/"));
            ChoicesTest.drawn(tab);
            tab.until("the button to work", "return !document.querySelector('#refresh').disabled");
            assertThat(tab.js("return document.querySelector('.banner').textContent"))
                    .isEqualTo(text);
            nothingRan();
        }
    }

    @Test
    void unitsOfMetricsAreText() throws IOException {
        for (String text : List.of(SCRIPT, TURNED, EMOJI)) {
            StaticHost host = closes(new StaticHost(published));
            String unit = "\"" + quoted(text) + "\"";
            host.replace("/config.json", file("config.json").replace("\"Mbit/s\"", unit));
            for (String payload : List.of("/latest_1d_100.json", "/latest_1d_250.json", "/latest_1d_500.json")) {
                host.replace(payload, file(payload.substring(1)).replace("\"Mbit/s\"", unit));
            }
            tab.open(host.url("/?async=1"));
            tab.until(
                    "the text, or that it is refused",
                    "return document.querySelector('#tiles').textContent.includes(arguments[0].slice(0, 10)) ||"
                            + " document.querySelector('#notices').textContent !== ''",
                    text);
            nothingRan();
        }
    }

    @Test
    void aReasonForStalenessIsText() throws IOException {
        StaticHost host = closes(new StaticHost(published));
        String manifest = file("manifest.json")
                .replace("\"stale\":false", "\"stale\":true")
                .replace("\"staleReason\":null", "\"staleReason\":\"" + quoted(SCRIPT) + "\"")
                .replace("\"staleSince\":null", "\"staleSince\":\"2025-12-29T08:00:00Z\"");
        host.replace("/manifest.json", manifest);
        tab.open(host.url("/"));
        tab.reads("#notices", "Stale since");
        nothingRan();
    }

    @Test
    void namesOfHostsThatAreNoneAreNotBelieved() throws IOException {
        StaticHost host = closes(new StaticHost(published));
        host.replace(
                "/hosts.json", file("hosts.json").replace("\"" + World.CABIN + "\"", "\"" + quoted(SCRIPT) + "\""));
        tab.open(host.url("/"));
        ChoicesTest.drawn(tab);
        nothingRan();
    }

    @Test
    void tornAndForeignFilesLeaveThePageStanding() throws IOException {
        for (String content :
                List.of("", "{", "null", "[]", "{\"schema\":1}", "<!doctype html><script>__owned=1</script>")) {
            StaticHost host = closes(new StaticHost(published));
            host.replace("/manifest.json", content);
            host.replace("/config.json", content);
            host.replace("/hosts.json", content);
            tab.open(host.url("/"));
            tab.reads("#notices", "unreadable|Nothing");
            tab.reads("#tiles", "Mbit/s");
            nothingRan();
        }
    }
}
