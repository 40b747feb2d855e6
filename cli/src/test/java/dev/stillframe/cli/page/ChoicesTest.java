package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** All that a reader can choose, in the page and in its address. */
class ChoicesTest extends PageTest {
    private void open(String hash) {
        tab.open(quarter().url("/" + hash));
        drawn(tab);
    }

    /** Waits until a chart is drawn. */
    static void drawn(Tab tab) {
        tab.until("a chart to be drawn", "return document.querySelector('#cursor')?.hidden === false");
    }

    /** Waits until a chart is drawn, and all that the page loads by itself is there. */
    static void ready(Tab tab) {
        drawn(tab);
        tab.until("the button to work", "return !document.querySelector('#refresh').disabled");
    }

    @Test
    void eachWindowIsDrawnAndStandsInTheAddress() {
        open("");
        for (String window : List.of("1h", "10h", "10d", "3m", "12m", "1d")) {
            tab.click("input[name=window][value='" + window + "']");
            tab.hashReads(window.equals("1d") ? "^$" : "window=" + window);
            tab.until(
                    "the chart to span " + window,
                    "return document.querySelector('input[name=window]:checked')?.value === arguments[0]",
                    window);
            drawn(tab);
            assertThat(tab.text("#readout")).isNotBlank();
        }
    }

    @Test
    void theDetailIsByWidthUnlessTheReaderChooses() {
        open("#window=10d");
        tab.until("a file to be read", "return " + files("latest_10d_(250|500)"));
        tab.choose("#granularity", "20");
        tab.hashReads("granularity=20");
        tab.until("the file with 20 points to be read", "return " + files("latest_10d_20"));
        tab.until(
                "20 points to be drawn",
                "return Number(document.querySelector('#cursor').getAttribute('aria-valuemax')) <= 20");
        tab.choose("#granularity", "auto");
        tab.hashReads("^window=10d$");
        tab.until(
                "more points to be drawn",
                "return Number(document.querySelector('#cursor').getAttribute('aria-valuemax')) > 100");
    }

    private static String files(String pattern) {
        return "performance.getEntriesByType('resource').some(e => new RegExp('" + pattern + "').test(e.name))";
    }

    @ParameterizedTest
    @CsvSource({
        "minute, 1",
        "hourly, 7",
        "daily, 90",
        "weekly, 364",
        "monthly, 730",
        "yearly, all",
    })
    void eachModeOfTheCalendarIsDrawnWithItsUsualPeriod(String mode, String period) {
        open("");
        tab.click("input[name=mode][value=" + mode + "]");
        tab.hashReads("mode=" + mode);
        tab.sees("#period");
        tab.until("the period to be chosen", "return document.querySelector('#period').value === arguments[0]", period);
        tab.until(
                "periods to be drawn",
                "const most = Number(document.querySelector('#cursor').getAttribute('aria-valuemax'));"
                        + " return !document.querySelector('#cursor').hidden && most >= 0 && most !== 99");
        assertThat(tab.text("#readout")).isNotBlank();
        assertThat(tab.shows("#empty")).isFalse();
    }

    @Test
    void anotherPeriodOfTheCalendarIsDrawn() {
        open("#mode=daily");
        long ninety = most();
        tab.choose("#period", "30");
        tab.hashReads("period=30");
        tab.until(
                "fewer days",
                "return Number(document.querySelector('#cursor').getAttribute('aria-valuemax')) < arguments[0]",
                ninety);
        assertThat(most()).isBetween(28L, 31L);
    }

    private long most() {
        return tab.number("return Number(document.querySelector('#cursor').getAttribute('aria-valuemax'))");
    }

    @Test
    void oneHostIsChosenFromTheList() {
        open("");
        tab.choose("#scope", World.OFFICE);
        tab.hashReads("scope=" + World.OFFICE);
        tab.until("the host's file to be read", "return " + files("host=office-cable/latest_1d_"));
        tab.reads("#legend", "promised 250");
    }

    @Test
    void hostsStandSideBySide() {
        open("");
        tab.click("#compare > summary");
        tab.click("#compare-box input[value=" + World.HOME + "]");
        tab.click("#compare-box input[value=" + World.OFFICE + "]");
        tab.hashReads("scope=(all,)?home-fibre,office-cable");
        tab.until("three charts", "return document.querySelectorAll('#charts > .cell').length === 3");
        tab.until("each to be drawn", "return document.querySelectorAll('#charts .cursor:not([hidden])').length === 3");
        tab.click("#compare-box input[value=all]");
        tab.until("two charts", "return document.querySelectorAll('#charts > .cell').length === 2");
        tab.hashReads("scope=home-fibre,office-cable");
        assertThat(tab.text("#tiles")).contains(World.HOME, World.OFFICE);
    }

    @Test
    void aTileChoosesItsMetricByClickAndByKeys() {
        open("");
        tab.click("#tile-ping");
        tab.hashReads("metric=ping");
        tab.until(
                "the tile to be chosen",
                "return document.querySelector('#tile-ping').getAttribute('aria-checked') === 'true'");
        tab.focus("#tile-ping");
        tab.press(Keys.ARROW_RIGHT);
        tab.hashReads("metric=jitter");
        tab.until("the focus to follow", "return document.activeElement.id === 'tile-jitter'");
    }

    @Test
    void theHeatMapAndTheCoverageArePanels() {
        open("#scope=" + World.HOME);
        tab.click("#tab-heat");
        tab.hashReads("panel=heat");
        tab.sees("#view-heat table, #view-heat [role=grid], #view-heat svg");
        tab.losesSightOf("#view-chart");
        tab.focus("#tab-heat");
        tab.press(Keys.ARROW_RIGHT);
        tab.hashReads("panel=coverage");
        tab.until(
                "days",
                "return document.querySelectorAll('#view-coverage button, #view-coverage [role=gridcell]').length > 20");
        tab.click("#tab-chart");
        tab.hashReads("^scope=home-fibre$");
        tab.sees("#view-chart");
    }

    @Test
    void theHeatMapIsReadByKeysAndByThePointer() {
        tab.open(quarter().url("/#scope=" + World.HOME + "&panel=heat"));
        tab.until("the cells", "return document.querySelectorAll('#view-heat td[aria-label]').length === 7 * 24");
        tab.focus("#view-heat td[tabindex='0']");
        tab.reads("#view-heat .readout", "Mbit/s");
        String first = tab.text("#view-heat .readout");
        tab.press(Keys.ARROW_DOWN);
        tab.until(
                "another hour",
                "return document.querySelector('#view-heat .readout').textContent.replace(/\\s+/g, ' ').trim() !== arguments[0]",
                first);
        tab.click("#tile-ping");
        tab.hashReads("metric=ping");
        tab.until("other numbers", "return / ms/.test(document.querySelector('#view-heat').textContent)");
    }

    @Test
    void aDayOfTheCoverageShowsItsHours() {
        tab.open(quarter().url("/#scope=" + World.HOME + "&panel=coverage"));
        tab.click(
                "#view-coverage button[data-day$='28'][data-day^='202512'], #view-coverage button[data-day='2025-12-28']");
        tab.hashReads("day=2025-12-28");
        tab.until("24 hours", "return document.querySelectorAll('#view-coverage .day-hours tbody tr').length === 24");
        assertThat(tab.text("#view-coverage .day-detail")).contains("28 Dec 2025");
        tab.click("#view-coverage .day-detail button[data-step='-1']");
        tab.hashReads("day=2025-12-27");
        tab.until(
                "the hours of the day before",
                "return /27 Dec/.test(document.querySelector('.day-detail').textContent)");
        tab.reload();
        tab.reads("#view-coverage .day-detail", "27 Dec 2025");
    }

    @Test
    void timesAreThoseOfTheDeploymentOfTheViewerOrOfUtc() {
        tab.cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Kathmandu"));
        open("#scope=" + World.HOME);
        List<String> seen = new ArrayList<>();
        for (String zone : List.of("deployment", "viewer", "utc")) {
            tab.choose("#zone", zone);
            tab.hashReads(zone.equals("deployment") ? "^scope=home-fibre$" : "zone=" + zone);
            tab.focus("#cursor");
            tab.press(Keys.HOME);
            tab.until(
                    "another time",
                    "const m = /\\d\\d:\\d\\d/.exec(document.querySelector('#readout').textContent);"
                            + " return m !== null && m[0] !== arguments[0]",
                    seen.isEmpty() ? "" : seen.getLast());
            seen.add((String) tab.js("return /\\d\\d:\\d\\d/.exec(document.querySelector('#readout').textContent)[0]"));
        }
        int utc = minutes(seen.get(2));
        assertThat(minutes(seen.get(0))).as("Berlin in winter").isEqualTo((utc + 60) % 1440);
        assertThat(minutes(seen.get(1))).as("Kathmandu").isEqualTo((utc + 345) % 1440);
    }

    private static int minutes(String time) {
        String[] parts = time.split(":", 2);
        return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
    }

    @Test
    void theLanguageIsTheReadersAndCanBeChosen() {
        open("");
        tab.reads("#refresh", "Refresh");
        tab.choose("#language", "de");
        tab.hashReads("lang=de");
        tab.until("German", "return document.documentElement.lang === 'de'");
        tab.reads("#windows", "1 Tag");
        tab.reads("#tiles", "Mbit/s");
        tab.reload();
        tab.until("German again", "return document.documentElement.lang === 'de'");
        tab.choose("#language", "en");
        tab.reads("#windows", "hour");
    }

    @Test
    void aGermanReaderIsAddressedInGermanWithACommaInNumbers() {
        tab.languages("de-DE,de");
        tab.open(quarter().url("/#scope=" + World.HOME + "&metric=ping"));
        tab.until("German", "return document.documentElement.lang === 'de'");
        drawn(tab);
        tab.reads("#tiles", "\\d,\\d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void aChosenThemeWinsOverTheSystemsAndIsKept(String theme) {
        tab.theme(theme.equals("dark") ? "light" : "dark");
        open("");
        String before = background();
        tab.choose("#theme", theme);
        tab.until("other colours", "return getComputedStyle(document.body).backgroundColor !== arguments[0]", before);
        String chosen = background();
        tab.reload();
        drawn(tab);
        assertThat(background()).isEqualTo(chosen);
    }

    private String background() {
        return (String) tab.js("return getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void theChartFollowsTheSystemsTheme() {
        open("");
        String light = background();
        tab.until("a theme", "return document.readyState === 'complete'");
        tab.theme("dark");
        tab.until("dark colours", "return getComputedStyle(document.body).backgroundColor !== arguments[0]", light);
        drawn(tab);
    }

    @Test
    void aViewIsSharedByItsAddress() {
        String shared = "#scope=home-fibre,office-cable&window=10d&granularity=250&metric=upload&zone=utc&lang=de";
        tab.open(quarter().url("/" + shared));
        tab.until("two charts", "return document.querySelectorAll('#charts .cursor:not([hidden])').length === 2");
        assertThat(tab.is("return document.querySelector('input[name=window][value=\"10d\"]').checked"))
                .isTrue();
        assertThat(tab.js("return document.querySelector('#granularity').value"))
                .isEqualTo("250");
        assertThat(tab.js("return document.querySelector('#zone').value")).isEqualTo("utc");
        assertThat(tab.is("return document.querySelector('#tile-upload').getAttribute('aria-checked') === 'true'"))
                .isTrue();
        assertThat(tab.text("#windows")).contains("Tage");
    }

    @Test
    void backAndForwardGoThroughTheChoices() {
        open("");
        tab.click("input[name=window][value='10d']");
        tab.hashReads("window=10d");
        tab.click("#tile-upload");
        tab.hashReads("metric=upload");
        tab.back();
        tab.hashReads("^window=10d$");
        tab.until(
                "the first metric",
                "return document.querySelector('#tile-download').getAttribute('aria-checked') === 'true'");
        tab.back();
        tab.hashReads("^$");
        tab.until("the first window", "return document.querySelector('input[name=window]:checked').value === '1d'");
        tab.forward();
        tab.hashReads("^window=10d$");
        tab.until("ten days", "return document.querySelector('input[name=window]:checked').value === '10d'");
    }

    @Test
    void anAddressOfNonsenseShowsTheUsualView() {
        open("#scope=../..&window=9y&granularity=7&metric=<script>&panel=x&zone=Mars&from=9&to=1&lang=xx");
        assertThat(tab.is("return document.querySelector('input[name=window]:checked').value === '1d'"))
                .isTrue();
        assertThat(tab.text("#empty-text")).doesNotContain("<script>");
    }

    @Test
    void theLinkBeforeAllLeadsToTheChart() {
        open("#window=10d");
        tab.press(Keys.TAB);
        tab.until("the link to have the focus", "return document.activeElement.id === 'skip'");
        tab.press(Keys.ENTER);
        tab.until("the panel to have the focus", "return document.activeElement.id === 'panel'");
        assertThat(tab.hash()).isEqualTo("window=10d");
    }
}
