package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.testkit.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows and says when things behind it are down. */
class TroubleTest extends PageTest {
    @TempDir
    Path folder;

    private Served served;

    @BeforeEach
    void serve() {
        served = closes(Served.at(World.copy(World.Kind.SMALL, folder.resolve("data")), new ManualClock(World.NOW)));
        served.serve();
    }

    private void open(String hash) {
        tab.open(served.url("/" + hash));
        ChoicesTest.ready(tab);
    }

    /** The page polls now, as when somebody comes back to it. */
    private void poll() {
        tab.js("document.dispatchEvent(new Event('visibilitychange'))");
    }

    /** As long as the server is gone, the browser says so of each request. */
    private void allowNoServer() {
        tab.allow("net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)");
    }

    @Test
    void aKilledServerLeavesTheDataOnTheScreenAndThePageSaysSoUntilItIsBack() {
        open("#scope=" + World.HOME);
        String before = tab.text("#tiles");
        allowNoServer();
        served.kill();
        poll();
        tab.reads("#notices", "has not answered since");
        assertThat(tab.text("#tiles")).isEqualTo(before);
        assertThat(tab.shows("#empty")).isFalse();
        tab.click("input[name=window][value='10d']");
        tab.hashReads("window=10d");
        assertThat(tab.text("#tiles")).isNotBlank();
        served.serve();
        poll();
        tab.until("the notice to go", "return document.querySelector('#notices').textContent === ''");
        ChoicesTest.drawn(tab);
        assertThat(tab.text("#readout")).contains("Mbit/s");
    }

    @Test
    void aServerThatComesBackWithNewerDataIsShown() {
        open("#scope=" + World.HOME);
        allowNoServer();
        served.kill();
        poll();
        tab.reads("#notices", "has not answered since");
        served.measureUntil(World.NOW.plus(Duration.ofMinutes(20)));
        served.build();
        served.serve();
        tab.later(Duration.ofMinutes(20));
        poll();
        tab.until("the notice to go", "return document.querySelector('#notices').textContent === ''");
        tab.reads("#updated", "^(just now|\\d+ s ago|1 min ago)$");
    }

    @Test
    void aDeadBuilderIsToldFromTheExpiry() {
        open("#scope=" + World.HOME);
        assertThat(tab.text("#notices")).isEmpty();
        tab.later(Duration.ofHours(3));
        tab.reads("#notices", "Stale: not updated since");
        tab.reads("#updated", "3 h ago");
        assertThat(tab.text("#readout")).contains("Mbit/s");
    }

    @Test
    void aFailedBuildIsSaidWithItsReason() {
        open("#scope=" + World.HOME);
        tab.allow("/fallback/.* 404"); // It is looked for.
        served.gate().breakWith("the disk is full of <b>hats</b>");
        served.measureUntil(World.NOW.plus(Duration.ofMinutes(30)));
        served.build();
        tab.later(Duration.ofMinutes(30));
        poll();
        tab.reads("#notices", "Stale since .*the last build failed");
        assertThat(tab.text("#readout")).contains("Mbit/s");
        served.gate().breakWith("");
        served.measureUntil(World.NOW.plus(Duration.ofMinutes(40)));
        served.build();
        tab.later(Duration.ofMinutes(10));
        poll();
        tab.until("the notice to go", "return document.querySelector('#notices').textContent === ''");
    }

    @Test
    void whatAHostComputedItselfStandsInWhereBuildsFailAndThePageSaysSo() throws IOException, InterruptedException {
        open("#scope=" + World.HOME + "&granularity=100");
        served.gate().breakWith("no space left on the device");
        served.measureUntil(World.NOW.plus(Duration.ofHours(2)));
        served.build();
        tab.allow("/fallback/.* 404"); // It is looked for before there is one.
        String payload = computedElsewhere("host=home-fibre/latest_1d_100.json", World.NOW.plus(Duration.ofHours(2)));
        HttpRequest put = HttpRequest.newBuilder(URI.create(served.url("/fallback/1d/100")))
                .header("Authorization", "Bearer " + served.collector(World.HOME))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(payload))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(put, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        }
        tab.later(Duration.ofHours(2));
        poll();
        tab.reads("#notices", "Shown is what home-fibre computed itself");
        assertThat(tab.text("#readout")).contains("Mbit/s");
    }

    /** A payload as a host computes it of its own samples. */
    private String computedElsewhere(String key, Instant now) throws IOException, InterruptedException {
        Path elsewhere = World.copy(World.Kind.SMALL, folder.resolve("elsewhere"));
        try (Served host = Served.at(elsewhere, new ManualClock(World.NOW));
                HttpClient client = HttpClient.newHttpClient()) {
            host.measureUntil(now);
            host.build();
            host.serve();
            return client.send(
                            HttpRequest.newBuilder(URI.create(host.url("/" + key)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void silentHostsAreNamed() {
        tab.open(quarter().url("/"));
        tab.reads("#silent", World.CABIN);
    }

    @Test
    void aHostThatIsNotThereIsSaidToBeUnknown() {
        tab.allow("404");
        tab.open(served.url("/#scope=nobody"));
        tab.reads("#notices", "Nothing is published for nobody");
        tab.choose("#scope", World.HOME);
        ChoicesTest.drawn(tab);
        tab.until("the notice to go", "return document.querySelector('#notices').textContent === ''");
    }

    @Test
    void beforeAnythingIsBuiltThePageSaysThatNothingIsThere() {
        Served empty = closes(Served.at(folder.resolve("empty"), new ManualClock(World.NOW)));
        empty.serve();
        tab.allow("(404|503)");
        tab.open(empty.url("/"));
        tab.reads("#notices", "Nothing is published here yet|answered with an error .503.");
        empty.build();
        poll();
        tab.until("the notice to go", "return document.querySelector('#notices').textContent === ''");
        tab.reads("#empty", "No samples yet");
    }
}
