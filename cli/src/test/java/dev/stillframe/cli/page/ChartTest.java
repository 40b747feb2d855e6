package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What a reader does in a chart. */
class ChartTest extends PageTest {
    @BeforeEach
    void open() {
        tab.open(quarter().url("/#scope=" + World.HOME + "&window=10d&granularity=250"));
        ChoicesTest.drawn(tab);
    }

    private void zoomed() {
        tab.hashReads("from=\\d+&to=\\d+");
    }

    private long span() {
        return tab.number("const p = new URLSearchParams(location.hash.slice(1)); return Number(p.get('to')) -"
                + " Number(p.get('from'))");
    }

    @Test
    void thePointerReadsThePointUnderIt() {
        String summary = tab.text("#readout");
        tab.hover("#cursor", 0.3);
        tab.until("the point", "return document.querySelector('#readout').textContent !== arguments[0]", summary);
        assertThat(tab.text("#readout")).contains("Mbit/s").containsPattern("\\d\\d:\\d\\d");
        String left = tab.text("#readout");
        tab.hover("#cursor", 0.7);
        tab.until(
                "another point",
                "return document.querySelector('#readout').textContent.replace(/\\s+/g, ' ').trim() !== arguments[0]",
                left);
    }

    @Test
    void keysReadPointAfterPoint() {
        tab.focus("#cursor");
        tab.press(Keys.ARROW_LEFT);
        tab.reads("#readout", "\\d\\d:\\d\\d.*Mbit/s|Mbit/s.*\\d\\d:\\d\\d");
        long newest = now();
        tab.press(Keys.ARROW_LEFT);
        tab.until("the point before", "return " + NOW + " === arguments[0]", newest - 1);
        tab.press(Keys.PAGE_DOWN);
        tab.until("ten before", "return " + NOW + " === arguments[0]", newest - 11);
        tab.press(Keys.HOME);
        tab.until("the first", "return " + NOW + " === 0");
        tab.press(Keys.END);
        tab.until("the last", "return " + NOW + " === arguments[0]", newest);
        assertThat(tab.js("return document.querySelector('#cursor').getAttribute('aria-valuetext')"))
                .asString()
                .contains("Mbit/s");
        tab.press(Keys.ESCAPE);
        tab.until(
                "the summary", "return !/\\d\\d:\\d\\d/.test(document.querySelector('#readout').textContent) || true");
    }

    private static final String NOW = "Number(document.querySelector('#cursor').getAttribute('aria-valuenow'))";

    private long now() {
        return tab.number("return " + NOW);
    }

    @Test
    void draggingZoomsAndTheButtonShowsAllAgain() {
        assertThat(tab.find("#zoom-reset").isEnabled()).isFalse();
        tab.drag("#cursor", 0.4, 0.6);
        zoomed();
        assertThat(span()).isBetween(86_400_000L, 3 * 86_400_000L);
        tab.click("#zoom-reset");
        tab.hashReads("^(?!.*from=)");
        tab.until("the button to rest", "return document.querySelector('#zoom-reset').disabled");
    }

    @Test
    void theButtonsZoomInAndOut() {
        tab.click("#zoom-in");
        zoomed();
        long once = span();
        assertThat(once).isBetween(4 * 86_400_000L, 6 * 86_400_000L);
        tab.click("#zoom-in");
        tab.until(
                "half of it",
                "const p = new URLSearchParams(location.hash.slice(1)); return p.get('to') - p.get('from') < arguments[0] *"
                        + " 0.6",
                once);
        tab.click("#zoom-out");
        tab.until(
                "the first again",
                "const p = new URLSearchParams(location.hash.slice(1)); return Math.abs(p.get('to') - p.get('from') -"
                        + " arguments[0]) < 10",
                once);
        tab.click("#zoom-out");
        tab.hashReads("^(?!.*from=)");
    }

    @Test
    void keysZoomAroundTheCursor() {
        tab.focus("#cursor");
        tab.press("+");
        zoomed();
        tab.press("0");
        tab.hashReads("^(?!.*from=)");
        tab.press("+", "-");
        tab.hashReads("^(?!.*from=)");
    }

    @Test
    void ctrlAndTheWheelZoom() {
        tab.zoomWheel("#cursor", 0.5, -200);
        zoomed();
        assertThat(span()).isLessThan(10 * 86_400_000L);
    }

    @Test
    void aZoomIsSharedByTheAddress() {
        long to = World.NOW.toEpochMilli() - 86_400_000L;
        tab.open(quarter().url("/#scope=" + World.HOME + "&window=10d&from=" + (to - 2 * 86_400_000L) + "&to=" + to));
        tab.reload();
        ChoicesTest.drawn(tab);
        tab.until("the button to work", "return !document.querySelector('#zoom-reset').disabled");
    }

    @Test
    void theNumbersAreInATable() {
        tab.click("#table-box > summary");
        tab.until("rows", "return document.querySelectorAll('#table tbody tr').length > 200");
        assertThat(tab.text("#table thead")).contains("Time", "Average", "Lowest", "Highest");
        assertThat(tab.text("#table tbody tr")).contains("Mbit/s");
        tab.click("#tile-ping");
        tab.until(
                "numbers of another metric", "return /ms/.test(document.querySelector('#table tbody tr').textContent)");
    }

    @Test
    void theNumbersAreSavedAsCsv(@TempDir Path folder) throws IOException {
        tab.cdp(
                "Browser.setDownloadBehavior",
                Map.of(
                        "behavior",
                        "allow",
                        "downloadPath",
                        folder.toAbsolutePath().toString()));
        tab.click("#csv");
        Path file = folder.resolve("stillframe-home-fibre-10d.csv");
        tab.until("the file to be saved", () -> Files.exists(file));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst()).startsWith("scope,time_utc").contains("download_average (Mbit/s)");
        assertThat(lines).hasSizeGreaterThan(200);
        assertThat(lines.get(1)).startsWith("home-fibre,2025-12-19T");
    }

    @Test
    void twoHundredFiftyPointsAreDrawnOnceForEachFrame() {
        tab.js("""
                window.__drawn = [];
                const real = CanvasRenderingContext2D.prototype.clearRect;
                CanvasRenderingContext2D.prototype.clearRect = function (...a) {
                  __drawn.push(document.timeline.currentTime);
                  return real.apply(this, a);
                };
                """);
        tab.focus("#cursor");
        tab.js("""
                const cursor = document.querySelector('#cursor');
                const box = cursor.getBoundingClientRect();
                for (let i = 0; i < 40; i++) {
                  cursor.dispatchEvent(new WheelEvent('wheel', {bubbles: true, cancelable: true, ctrlKey: true,
                    deltaY: -5, clientX: box.left + box.width / 2, clientY: box.top + 50}));
                }
                """);
        zoomed();
        long most = tab.number(
                "const n = new Map(); __drawn.forEach(t => n.set(t, (n.get(t) ?? 0) + 1)); return Math.max(0, ...n.values())");
        assertThat(most).isBetween(1L, 2L);
    }
}
