package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody sees who just opens the page. */
class FirstViewTest extends PageTest {
    private static final long KB = 1000;

    @Test
    void theNewestNumbersAndHowOldTheyAreAreThere() {
        tab.open(quarter().url("/"));
        tab.reads("#updated", "4\\d s ago");
        tab.reads("#newest", "ago");
        tab.reads("#tiles", "Download.*Mbit/s");
        tab.reads(".banner", World.NOTICE);
        assertThat(tab.text("#notices")).isEmpty();
    }

    @Test
    void numbersAndAChartAreReadableWithoutJavaScript() {
        tab.withoutScripts().open(quarter().url("/"));
        tab.sees(".first-chart");
        assertThat(tab.text("#tiles")).contains("Download", "Mbit/s", "Ping", "ms");
        assertThat(tab.text("#updated")).contains("29 Dec 2025");
        assertThat(tab.text("#newest")).contains("29 Dec 2025");
        assertThat(tab.text(".banner")).isEqualTo(World.NOTICE);
        assertThat(tab.number("return document.querySelectorAll('.first-chart path, .first-chart polyline').length"))
                .isPositive();
        tab.picture(SCREENSHOTS.resolve("without-scripts.png"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 360, 768, 1920})
    void nothingMovesWhileThePageLoadsAndTakesOver(int width) {
        tab.size(width, 800).open(quarter().url("/"));
        ChoicesTest.drawn(tab);
        tab.until("the button to work", "return !document.querySelector('#refresh').disabled");
        twoFrames();
        assertThat(tab.shifts()).as("%s", tab.js("return __seen.shifts()")).isLessThanOrEqualTo(0.01);
    }

    @Test
    void nothingMovesWhileAPageComesInPieces() throws IOException {
        StaticHost host = closes(new StaticHost(
                World.shared(World.Kind.QUARTER).resolve("public").toAbsolutePath()));
        host.holdBefore("/index.html", "id=\"tile-jitter\"");
        tab.allow("/go-on .*404");
        tab.onEachPage("""
                const look = () => requestAnimationFrame(() =>
                  document.querySelectorAll('.tile').length < 3 ? look() : requestAnimationFrame(() => fetch('/go-on')));
                look();
                """);
        tab.size(1920, 800).open(host.url("/"));
        ChoicesTest.ready(tab);
        twoFrames();
        assertThat(tab.shifts()).as("%s", tab.js("return __seen.shifts()")).isLessThanOrEqualTo(0.01);
    }

    @Test
    void nothingMovesWhileALinkedViewLoads() {
        tab.open(quarter().url("/#scope=home-fibre,office-cable&window=10d&metric=ping"));
        tab.until("two charts", "return document.querySelectorAll('#charts .cursor:not([hidden])').length === 2");
        twoFrames();
        assertThat(tab.shifts()).as("%s", tab.js("return __seen.shifts()")).isLessThanOrEqualTo(0.1);
    }

    private void twoFrames() {
        tab.jsLater("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))");
    }

    @Test
    void theFirstViewIsWithin40KilobytesAndAChartWithin150() {
        tab.open(quarter().url("/"));
        ChoicesTest.drawn(tab);
        tab.until("the button to work", "return !document.querySelector('#refresh').disabled");
        twoFrames();
        List<Transfer> all = transfers();
        long first =
                all.stream().filter(t -> !t.late()).mapToLong(Transfer::bytes).sum();
        long whole = all.stream().mapToLong(Transfer::bytes).sum();
        all.forEach(each -> System.out.println("  " + each));
        System.out.println("First view: " + first + " bytes transferred, in "
                + all.stream().filter(t -> !t.late()).count() + " requests. All for one chart: " + whole + ", in "
                + all.size() + ". Without headers.");
        assertThat(first).isLessThanOrEqualTo(40 * KB);
        assertThat(whole).isLessThanOrEqualTo(150 * KB);
    }

    /**
     * A file that the page fetched.
     *
     * @param bytes of the body as it came over the wire
     * @param start when it was asked for, milliseconds after the page was
     * @param late whether it is one of the scripts that come after the first view
     */
    private record Transfer(String name, long bytes, double start, boolean late) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%6d bytes at %5.0f ms%s  %s",
                    bytes,
                    start,
                    late ? " (after the first view)" : "",
                    name);
        }
    }

    /** All that was transferred. */
    @SuppressWarnings("unchecked")
    private List<Transfer> transfers() {
        List<Map<String, Object>> entries = (List<Map<String, Object>>) tab.js("""
                const [page] = performance.getEntriesByType('navigation');
                const late = new Set(['board.js', 'cell.js', 'chart.js', 'chart.umd.js', 'marks.js', 'zoom.js', 'gestures.js',
                  'rest.js', 'silent.js', 'refresh.js', 'compare.js', 'series.js', 'ticks.js', 'readout.js']);
                return [page, ...performance.getEntriesByType('resource')].map((e) => ({
                  name: e.name.replace(location.origin, ''),
                  bytes: e.encodedBodySize,
                  start: e.startTime,
                  late: late.has(e.name.split('/').pop()),
                }));
                """);
        return entries.stream()
                .map(e -> new Transfer(
                        (String) e.get("name"),
                        ((Number) e.get("bytes")).longValue(),
                        ((Number) e.get("start")).doubleValue(),
                        (Boolean) e.get("late")))
                .toList();
    }

    @Test
    void asyncStartsWithTheSkeletonAndLoadsStepByStep() {
        tab.onEachPage(
                "addEventListener('DOMContentLoaded', () => { window.__early = [...document.querySelectorAll('#tiles"
                        + " .number')].filter(e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })).length; })");
        tab.open(quarter().url("/?async=1"));
        ChoicesTest.drawn(tab);
        assertThat(tab.number("return __early")).as("numbers in the skeleton").isZero();
        tab.reads("#tiles", "Download.*Mbit/s");
        twoFrames();
        assertThat(tab.shifts()).as("%s", tab.js("return __seen.shifts()")).isLessThanOrEqualTo(0.1);
    }

    @Test
    void onAPhoneNothingIsWiderThanTheScreen() {
        for (String hash : List.of(
                "",
                "#scope=home-fibre,office-cable",
                "#mode=daily",
                "#scope=home-fibre&panel=heat",
                "#scope=home-fibre&panel=coverage&day=2025-12-28",
                "#lang=de")) {
            tab.size(360, 740).open("about:blank");
            tab.open(quarter().url("/" + hash));
            tab.until(
                    "something to see",
                    "return document.querySelector('#cursor:not([hidden]), #view-heat:not([hidden])"
                            + " section div *, #view-coverage:not([hidden]) section div *') !== null");
            twoFrames();
            assertThat(tab.number("return document.documentElement.scrollWidth"))
                    .as(hash)
                    .isLessThanOrEqualTo(360);
        }
    }
}
