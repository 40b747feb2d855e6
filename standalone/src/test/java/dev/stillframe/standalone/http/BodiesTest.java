package dev.stillframe.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BodiesTest {
    private static final String POST = "POST /take HTTP/1.1\r\nHost: x\r\n";

    private final SmallApi api = new SmallApi();

    @Test
    void aBodyComesWholeInEitherForm() throws Exception {
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT);
                RawClient client = new RawClient(fixture.server.port())) {
            String long60k = "a".repeat(60_000);
            client.send(POST + "Content-Length: 60000\r\n\r\n" + long60k);
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").endsWith("took 60000");
            client.send(POST + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nea60\r\n"
                    + long60k + "\r\n0\r\n\r\n");
            assertThat(client.readAnswer()).endsWith("took 60003");
            client.send(POST + "\r\n");
            assertThat(client.readAnswer()).endsWith("took 0");
            client.send(
                    POST + "Transfer-Encoding: chunked\r\n\r\n186a0\r\n" + "b".repeat(SmallApi.MOST) + "\r\n0\r\n\r\n");
            assertThat(client.readAnswer()).endsWith("took 100000");
            assertThat(api.bodies.poll()).hasSize(60_000).containsOnly('a');
            assertThat(api.bodies.poll()).startsWith('a', 'b', 'c', 'a');
        }
    }

    @Test
    void aBodyThatSaysItIsTooLongIsRefusedUnreadAndNotAskedFor() throws Exception {
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT);
                RawClient client = new RawClient(fixture.server.port())) {
            client.send(POST + "Content-Length: 2147483648\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 413").contains("Connection: close", "At most 100000");
            assertThat(api.bodies).isEmpty();
        }
    }

    @Test
    void aChunkedBodyIsRefusedAsSoonAsItIsTooLong() throws Exception {
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT);
                RawClient client = new RawClient(fixture.server.port())) {
            client.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
            client.send("186a1\r\n" + "a".repeat(SmallApi.MOST + 1));
            assertThat(client.readAll()).startsWith("HTTP/1.1 413").contains("Connection: close");
            assertThat(api.bodies).isEmpty();
        }
    }

    @Test
    void aClientThatAsksIsToldToGoOnOnlyWhereItsBodyIsWanted() throws Exception {
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT);
                RawClient client = new RawClient(fixture.server.port());
                RawClient other = new RawClient(fixture.server.port())) {
            client.send(POST + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.socket.getInputStream().readNBytes(25))
                    .isEqualTo(Fixture.bytes("HTTP/1.1 100 Continue\r\n\r\n"));
            client.send("abc");
            assertThat(client.readAnswer()).endsWith("took 3");

            other.send("POST /call HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(other.readAll()).startsWith("HTTP/1.1 200").contains("Connection: close");
        }
    }

    @Test
    void whatIsNotWholeIsNotTaken() throws Exception {
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT)) {
            try (RawClient torn = new RawClient(fixture.server.port())) {
                torn.send(POST + "Content-Length: 10\r\n\r\nabc").socket.shutdownOutput();
                torn.readAll();
            }
            try (RawClient wrong = new RawClient(fixture.server.port())) {
                wrong.send(POST + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n");
                assertThat(wrong.readAll()).startsWith("HTTP/1.1 400").contains("problem+json");
            }
            assertThat(fixture.get("/health").statusCode()).isEqualTo(200);
            assertThat(api.bodies).isEmpty();
        }
    }

    @Test
    void bodiesTogetherTakeNoMoreMemoryThanAllowed() throws Exception {
        Limits limits = Limits.DEFAULT.with(
                new Limits.Transfers(Duration.ofMinutes(5), Duration.ofMinutes(5), 1, SmallApi.MOST));
        CountDownLatch open = new CountDownLatch(1);
        api.gate = () -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        try (Fixture fixture = Fixture.with(api, limits);
                RawClient first = new RawClient(fixture.server.port());
                RawClient second = new RawClient(fixture.server.port())) {
            first.send(POST + "Content-Length: 3\r\n\r\nabc");
            assertThat(api.bodies.poll(20, TimeUnit.SECONDS)).isEqualTo(Fixture.bytes("abc"));
            second.send(POST + "Content-Length: " + SmallApi.MOST + "\r\n\r\n");
            assertThat(second.readAll()).startsWith("HTTP/1.1 503").contains("Retry-After: 5");
            open.countDown();
            assertThat(first.readAnswer()).endsWith("took 3");
            try (RawClient third = new RawClient(fixture.server.port())) {
                third.send(POST + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n");
                assertThat(third.readAnswer()).endsWith("took 1");
            }
        }
    }

    @Test
    void aClientThatDripsItsBodyIsCutOffThoughNeverIdle() throws Exception {
        Limits limits = Limits.DEFAULT.with(
                new Limits.Transfers(Duration.ofMillis(200), Duration.ofMinutes(5), 1_000_000, 1 << 20));
        try (Fixture fixture = Fixture.with(api, limits);
                RawClient drip = new RawClient(fixture.server.port());
                RawClient silent = new RawClient(fixture.server.port())) {
            drip.send(POST + "Content-Length: 90000\r\n\r\n");
            silent.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
            assertThat(dripUntilClosed(drip)).isTrue();
            assertThat(silent.readAll()).doesNotContain("200");
            assertThat(api.bodies).isEmpty();
            assertThat(fixture.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aLongBodyAtAFairPaceIsNotTakenForASlowHeader() throws Exception {
        Limits limits = new Limits(8 << 10, Duration.ofMinutes(5), Duration.ofMillis(20), 100, Duration.ofSeconds(5));
        try (Fixture fixture = Fixture.with(api, limits);
                RawClient client = new RawClient(fixture.server.port())) {
            client.send(POST + "Content-Length: 300\r\n\r\n");
            client.socket.setSoTimeout(1);
            for (int i = 0; i < 300; i++) {
                client.send("a");
                assertThat(closed(client)).isFalse();
            }
            client.socket.setSoTimeout(20_000);
            assertThat(client.readAnswer()).endsWith("took 300");
        }
    }

    private static boolean dripUntilClosed(RawClient client) {
        try {
            client.socket.setSoTimeout(5);
            for (int i = 0; i < 4000; i++) {
                client.send("a");
                if (closed(client)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the server closes the connection, or answers, within the socket's timeout. */
    private static boolean closed(RawClient client) {
        try {
            return client.socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
