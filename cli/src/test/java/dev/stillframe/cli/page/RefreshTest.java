package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** New data when somebody asks for it. */
class RefreshTest extends PageTest {
    private static final Instant LATER = World.NOW.plus(Duration.ofMinutes(20));

    @TempDir
    Path folder;

    private Served served;

    private void serve(World.Kind kind) {
        served = closes(Served.at(World.copy(kind, folder.resolve("data")), new ManualClock(World.NOW)));
        served.serve().answering();
    }

    /** A page of a host that has measured since it was built. */
    private void open() {
        serve(World.Kind.SMALL);
        tab.open(served.url("/#scope=" + World.HOME));
        ChoicesTest.drawn(tab);
        tab.until("the button to work", "return !document.querySelector('#refresh').disabled");
        served.measureUntil(LATER);
        tab.later(Duration.ofMinutes(20));
        tab.reads("#updated", "2\\d min ago");
    }

    private void isNew() {
        tab.reads("#updated", "^(just now|\\d+ s ago|1 min ago)$");
        tab.reads("#refresh-status", "Up to date");
        tab.losesSightOf("#refresh-bar");
        ChoicesTest.drawn(tab);
        assertThat(tab.text("#notices")).isEmpty();
    }

    @Test
    void aBuildIsFollowedToItsEndByItsEvents() {
        open();
        served.gate().hold();
        tab.js("""
                window.__gone = 0;
                new MutationObserver(() => { __gone += document.querySelector('#cursor').hidden ? 1 : 0; })
                  .observe(document.querySelector('#cursor'), { attributes: true });
                """);
        tab.click("#refresh");
        tab.sees("#refresh-bar");
        tab.until("some progress", "return document.querySelector('#refresh-bar').value > 0");
        served.gate().release();
        isNew();
        assertThat(requests("/events$")).isPositive();
        assertThat(requests("/refresh/[0-9a-f]{32}\\.json$")).isZero();
        assertThat(tab.number("return __gone"))
                .as("how often the chart was gone meanwhile")
                .isZero();
        assertThat(tab.is("return performance.getEntriesByType('resource').some(e =>"
                        + " e.name.includes('versionId='))"))
                .as("the new version is read by its id")
                .isTrue();
    }

    @Test
    void aBuildIsFollowedToItsEndByItsFileWhereEventsDoNotPass() {
        open();
        tab.allow("ERR_BLOCKED_BY_CLIENT");
        tab.allow("404"); // The file is not there at once.
        tab.block("*/events");
        tab.click("#refresh");
        isNew();
        assertThat(requests("/refresh/[0-9a-f]{32}\\.json$")).isPositive();
    }

    @Test
    void theButtonWorksByTheKeyboardAndKeepsTheFocus() {
        open();
        tab.focus("#refresh");
        tab.press(Keys.ENTER);
        isNew();
        assertThat(tab.js("return document.activeElement.id")).isEqualTo("refresh");
    }

    @Test
    void aBuildThatFailsIsSaidAndTheDataStay() {
        open();
        String before = tab.text("#tiles");
        served.gate().breakWith("no space left on <i>this</i> device");
        tab.click("#refresh");
        tab.reads("#refresh-status", "No new data");
        tab.losesSightOf("#refresh-bar");
        assertThat(tab.text("#tiles")).isEqualTo(before);
        assertThat(tab.all("#refresh-status i")).isEmpty();
    }

    @Test
    void withoutAServerTheButtonSaysSoAndTheDataStay() {
        open();
        String before = tab.text("#tiles");
        tab.allow("net::ERR_CONNECTION_REFUSED");
        served.kill();
        tab.click("#refresh");
        tab.reads("#refresh-status", "did not answer");
        assertThat(tab.text("#tiles")).isEqualTo(before);
    }

    @Test
    void hostsSideBySideAreAllRefreshed() {
        serve(World.Kind.SMALL);
        tab.open(served.url("/#scope=" + World.HOME + "," + World.OFFICE));
        tab.until("two charts", "return document.querySelectorAll('#charts .cursor:not([hidden])').length === 2");
        served.measureUntil(LATER);
        tab.later(Duration.ofMinutes(20));
        tab.reads("#updated", "2\\d min ago");
        tab.click("#refresh");
        isNew();
        assertThat(served.outcomes().stream()
                        .filter(o -> o instanceof BuildOutcome.Built)
                        .map(o -> o.scope().name()))
                .contains(World.HOME, World.OFFICE);
    }

    @Test
    void aRestingHostIsRefreshedOnItsOwnWhenItsViewOpens() {
        serve(World.Kind.RESTING);
        served.measureUntil(World.NOW.plus(Duration.ofHours(2)));
        tab.at(World.NOW.plus(Duration.ofHours(2)).plusSeconds(5));
        tab.open(served.url("/#scope=" + World.HOME));
        tab.reads("#updated", "^(just now|\\d+ s ago|1 min ago)$");
        ChoicesTest.drawn(tab);
        assertThat(served.outcomes())
                .anyMatch(
                        o -> o instanceof BuildOutcome.Built && o.scope().name().equals(World.HOME));
    }

    @Test
    void forceRefreshAsksForABuildAndGoesPastTheCaches() {
        serve(World.Kind.SMALL);
        served.measureUntil(LATER);
        tab.at(LATER.plusSeconds(5));
        tab.allow("/fallback/.* 404"); // It has expired, so that a fallback is looked for.
        tab.open(served.url("/?force_refresh=1#scope=" + World.HOME));
        isNew();
    }

    private long requests(String pattern) {
        return tab.number(
                "return performance.getEntriesByType('resource').filter(e => new RegExp(arguments[0]).test(e.name)).length",
                pattern);
    }
}
