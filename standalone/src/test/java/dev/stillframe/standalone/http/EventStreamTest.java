package dev.stillframe.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.api.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
    private static final String ASK = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n";

    private final SmallApi api = new SmallApi();
    private final SmallApi.Given given = new SmallApi.Given();

    EventStreamTest() {
        api.events = () -> given;
    }

    @Test
    void eventsComeWhenTheyHappenAndTheLastOneEndsTheStream() throws Exception {
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT);
                RawClient client = new RawClient(fixture.server.port()).send(ASK)) {
            assertThat(until(client, Events.HEARTBEAT))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Content-Type: text/event-stream");
            given.give("data: 1\n\n", false);
            until(client, "data: 1\n\n");
            given.give("data: 2\n\n", false);
            until(client, "data: 2\n\n");
            assertThat(given.closings).isEmpty();
            given.give("data: 3\n\n", true);
            assertThat(client.readAll()).endsWith("data: 3\n\n");
            assertClosedOnce(given.closings);
        }
    }

    @Test
    void whatThereIsAtTheBeginningComesAtOnceAndWithoutAHeartbeat() throws Exception {
        given.give("data: done\n\n", true);
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT);
                RawClient client = new RawClient(fixture.server.port()).send(ASK)) {
            assertThat(client.readAll()).contains("data: done\n\n").doesNotContain("still here");
        }
    }

    @Test
    void aSilentStreamBeatsBeyondTheIdleTimeUntilItsLifeEnds() throws Exception {
        Limits limits = new Limits(
                8 << 10,
                Duration.ofMillis(300),
                Duration.ofSeconds(10),
                100,
                Duration.ofSeconds(5),
                Limits.Transfers.DEFAULT,
                new Limits.Streams(10, Duration.ofMillis(100), Duration.ofMillis(1200)));
        try (Fixture fixture = Fixture.with(api, limits);
                RawClient client = new RawClient(fixture.server.port()).send(ASK)) {
            String all = client.readAll();
            assertThat(all.split("still here", -1)).hasSizeGreaterThan(5);
            assertClosedOnce(given.closings);
        }
    }

    @Test
    void aStreamOutlivesTheIdleTimeBetweenTwoHeartbeats() throws Exception {
        Limits limits = new Limits(
                8 << 10,
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                100,
                Duration.ofSeconds(5),
                Limits.Transfers.DEFAULT,
                new Limits.Streams(10, Duration.ofMillis(700), Duration.ofMillis(1000)));
        try (Fixture fixture = Fixture.with(api, limits);
                RawClient client = new RawClient(fixture.server.port()).send(ASK)) {
            assertThat(client.readAll().split("still here", -1)).hasSize(3);
        }
    }

    @Test
    void aClientThatIsGoneIsNoticedThoughNothingIsSent() throws Exception {
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT);
                RawClient client = new RawClient(fixture.server.port()).send(ASK)) {
            until(client, Events.HEARTBEAT);
            client.socket.close();
            assertClosedOnce(given.closings);
        }
    }

    @Test
    void aStopEndsTheStreamsAndDoesNotWaitForThem() throws Exception {
        Limits limits = new Limits(8 << 10, Duration.ofMinutes(5), Duration.ofMinutes(5), 100, Duration.ofMinutes(5));
        try (Fixture fixture = Fixture.with(api, limits);
                RawClient client = new RawClient(fixture.server.port()).send(ASK)) {
            until(client, Events.HEARTBEAT);
            fixture.server.stop();
            assertThat(client.readAll()).isEmpty();
            assertClosedOnce(given.closings);
        }
    }

    @Test
    void moreStreamsThanAllowedAreRefusedUntilOneIsClosed() throws Exception {
        BlockingQueue<SmallApi.Given> made = new LinkedBlockingQueue<>();
        api.events = () -> {
            SmallApi.Given next = new SmallApi.Given();
            made.add(next);
            return next;
        };
        Limits limits = Limits.DEFAULT.with(new Limits.Streams(2, Duration.ofSeconds(15), Duration.ofMinutes(10)));
        try (Fixture fixture = Fixture.with(api, limits);
                RawClient first = new RawClient(fixture.server.port());
                RawClient second = new RawClient(fixture.server.port());
                RawClient third = new RawClient(fixture.server.port())) {
            until(first.send(ASK), Events.HEARTBEAT);
            until(second.send(ASK), Events.HEARTBEAT);
            SmallApi.Given ofFirst = made.take();
            made.take();
            third.send(ASK);
            assertThat(third.readAnswer()).startsWith("HTTP/1.1 503").contains("Retry-After: 5", "problem+json");
            assertClosedOnce(made.take().closings);
            ofFirst.give("", true);
            first.readAll();
            assertClosedOnce(ofFirst.closings);
            third.send(ASK);
            until(third, Events.HEARTBEAT);
        }
    }

    @Test
    void aClientThatNeverReadsItsStreamIsCutOff() throws Exception {
        SmallApi.Endless endless = new SmallApi.Endless();
        api.events = () -> endless;
        Limits limits = new Limits(8 << 10, Duration.ofMillis(300), Duration.ofSeconds(10), 100, Duration.ofSeconds(5));
        try (Fixture fixture = Fixture.with(api, limits);
                RawClient client = new RawClient(fixture.server.port()).send(ASK)) {
            assertClosedOnce(endless.closings);
            assertThat(client.socket.isClosed()).as("by the client").isFalse();
        }
    }

    @Test
    void manyStreamsTakeNoThreads() throws Exception {
        List<SmallApi.Given> made = new ArrayList<>();
        api.events = () -> {
            synchronized (made) {
                made.add(new SmallApi.Given());
                return made.getLast();
            }
        };
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT)) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                RawClient client = new RawClient(fixture.server.port()).send(ASK);
                until(client, Events.HEARTBEAT);
                clients.add(client);
            }
            assertThat(Thread.getAllStackTraces()).hasSizeLessThan(100);
            synchronized (made) {
                made.forEach(events -> events.give("data: end\n\n", true));
            }
            for (RawClient client : clients) {
                assertThat(client.readAll()).contains("data: end");
                client.close();
            }
        }
    }

    private static String until(RawClient client, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = client.socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the stream ends after: " + read);
            }
            read.append(new String(new byte[] {(byte) next}, StandardCharsets.ISO_8859_1));
        }
        return read.toString();
    }

    private static void assertClosedOnce(BlockingQueue<String> closings) throws InterruptedException {
        assertThat(closings.poll(20, TimeUnit.SECONDS)).isEqualTo("closed");
        assertThat(closings).isEmpty();
    }
}
