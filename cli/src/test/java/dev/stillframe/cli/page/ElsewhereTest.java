package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on a host of static files, and its frame and badge in pages of others. */
class ElsewhereTest extends PageTest {
    private static Path published() {
        return World.shared(World.Kind.QUARTER).resolve("public").toAbsolutePath();
    }

    @Test
    void allOfThePageWorksFromStaticFilesAloneAndTheButtonSaysWhyItCanNot() throws IOException {
        tab.allow("405|404"); // There is nothing that takes a POST.
        StaticHost host = closes(new StaticHost(published()));
        tab.open(host.url("/"));
        ChoicesTest.drawn(tab);
        tab.reads("#tiles", "Download.*Mbit/s");
        tab.click("input[name=window][value='10d']");
        tab.hashReads("window=10d");
        ChoicesTest.drawn(tab);
        tab.choose("#scope", World.OFFICE);
        tab.reads("#legend", "promised 250");
        tab.click("input[name=mode][value=monthly]");
        tab.sees("#period");
        ChoicesTest.drawn(tab);
        tab.click("#tab-heat");
        tab.until("the heat map", "return document.querySelector('#view-heat section div *') !== null");
        tab.click("#refresh");
        tab.reads("#refresh-status", "served without the API");
        assertThat(tab.text("#notices")).isEmpty();
    }

    @Test
    void theFrameIsShownInThePageOfAnother(@TempDir Path folder) throws IOException {
        tab.allow("request to another origin");
        Files.writeString(
                folder.resolve("index.html"),
                "<!doctype html><title>Another</title><link rel=\"icon\" href=\"data:,\"><h1>Another's page</h1><iframe title=\"Speed\" width=\"480\""
                        + " height=\"300\" src=\"" + quarter().url("/host=home-fibre/frame.html")
                        + "\"></iframe><p><img alt=\"speed\" src=\"" + quarter().url("/host=home-fibre/badge.svg")
                        + "\"></p>");
        StaticHost another = closes(new StaticHost(folder));
        tab.open(another.url("/"));
        tab.until("the badge", "const i = document.querySelector('img'); return i.complete && i.naturalWidth > 40");
        tab.picture(SCREENSHOTS.resolve("embedded.png"));
        tab.into("iframe");
        tab.sees("dl");
        assertThat(tab.text("h1")).contains(World.HOME);
        assertThat(tab.text("dl")).contains("Mbit/s");
        tab.reads("time", "ago|in ");
        assertThat(tab.number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(480);
        tab.top();
    }

    @Test
    void aFrameSaysThatItIsOutOfDate() {
        tab.open(quarter().url("/frame.html"));
        assertThat(tab.shows(".stale")).isFalse();
        tab.open("about:blank");
        tab.at(World.NOW.plus(java.time.Duration.ofHours(5))).open(quarter().url("/frame.html"));
        tab.sees(".stale");
    }

    @Test
    void aBadgeIsAPictureWithWords() {
        tab.open(quarter().url("/badge.svg"));
        assertThat(tab.text("svg > title")).containsPattern("\\d");
        assertThat(tab.js("return document.documentElement.getAttribute('role')"))
                .isEqualTo("img");
    }
}
