package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of the documents, into {@code target/screenshots} or where {@code -Dstillframe.screenshots=FOLDER} says. */
class ScreenshotsTest extends PageTest {
    private static final int MOST_BYTES = 150_000;

    private static final Path FOLDER = Path.of(System.getProperty("stillframe.screenshots", SCREENSHOTS.toString()));

    private void view(String name, String hash, String ready) throws IOException {
        tab.open(quarter().url("/" + hash));
        tab.until(name + " to be there", "return document.querySelector(arguments[0]) !== null", ready);
        tab.until("the button to work", "return !document.querySelector('#refresh').disabled");
        tab.jsLater("const done = arguments[0]; document.fonts.ready.then(() => requestAnimationFrame(() =>"
                + " requestAnimationFrame(() => done())))");
        keep(name);
    }

    private void keep(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".png");
        tab.picture(file);
        assertThat(Files.size(file)).as(name + ", bytes").isLessThanOrEqualTo(MOST_BYTES);
    }

    private static final String DRAWN = "#cursor:not([hidden])";

    @Test
    void theWindowViewInTheLight() throws IOException {
        tab.size(1280, 860);
        view("window", "", DRAWN);
    }

    @Test
    void aPhoneInTheDark() throws IOException {
        tab.size(390, 844).theme("dark");
        view("phone-dark", "#scope=" + World.HOME, DRAWN);
    }

    @Test
    void hostsSideBySide() throws IOException {
        tab.size(1280, 860);
        view(
                "side-by-side",
                "#scope=home-fibre,office-cable&window=10d",
                "#charts .cell:nth-child(2) .cursor:not([hidden])");
    }

    @Test
    void theHeatMap() throws IOException {
        tab.size(1280, 860);
        view("heat", "#scope=home-fibre&panel=heat", "#view-heat section div *");
    }

    @Test
    void theCoverage() throws IOException {
        tab.size(1280, 760).theme("dark");
        view("coverage", "#scope=home-fibre&panel=coverage&day=2025-12-23", "#view-coverage section div *");
    }

    @Test
    void theCalendarOfAYear() throws IOException {
        tab.size(1280, 860);
        view("daily", "#scope=home-fibre&mode=daily&period=365", DRAWN);
    }

    @Test
    void theFrameAndTheBadge(@TempDir Path folder) throws IOException {
        tab.allow("request to another origin");
        Files.writeString(
                folder.resolve("index.html"),
                "<!doctype html><title>A blog</title><link rel=\"icon\" href=\"data:,\"><style>body{font:16px/1.5"
                        + " Georgia,serif;max-width:520px;margin:24px auto}iframe{border:0;width:100%;height:260px}</style>"
                        + "<h1>My line <img alt=\"\" src=\"" + quarter().url("/host=home-fibre/badge.svg")
                        + "\"></h1><p>How it"
                        + " was today, as the frame shows it:</p><iframe title=\"Speed\" src=\""
                        + quarter().url("/host=home-fibre/frame.html") + "\"></iframe>");
        StaticHost another = closes(new StaticHost(folder));
        tab.size(640, 480).open(another.url("/"));
        tab.into("iframe");
        tab.sees("dl");
        tab.top();
        tab.until("the badge", "return document.querySelector('img').naturalWidth > 40");
        keep("frame-and-badge");
    }
}
