package dev.stillframe.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowClientsTest {
    private static final String HEAD = "GET /health HTTP/1.1\r\nHost: x\r\n";

    @Test
    void aClientThatIsSilentIsCutOff() throws Exception {
        Limits limits = limits(Duration.ofMillis(300), Duration.ofMinutes(5), 100);
        try (Fixture fixture = Fixture.start(limits)) {
            try (RawClient nothing = new RawClient(fixture.server.port());
                    RawClient half = new RawClient(fixture.server.port()).send(HEAD);
                    RawClient between = new RawClient(fixture.server.port()).send(HEAD + "\r\n")) {
                between.readAnswer();
                assertThat(nothing.readAll()).isEmpty();
                assertThat(half.readAll()).doesNotContain("200 OK");
                assertThat(between.readAll()).isEmpty();
            }
        }
    }

    @Test
    void aClientThatDripsItsHeaderIsCutOffThoughNeverIdle() throws Exception {
        Limits limits = limits(Duration.ofMinutes(5), Duration.ofMillis(200), 100);
        try (Fixture fixture = Fixture.start(limits)) {
            try (RawClient fresh = new RawClient(fixture.server.port()).send(HEAD);
                    RawClient used = new RawClient(fixture.server.port()).send(HEAD + "\r\n")) {
                used.readAnswer();
                used.send(HEAD);
                assertThat(dripUntilClosed(fresh)).isTrue();
                assertThat(dripUntilClosed(used)).isTrue();
            }
        }
    }

    @Test
    void aClientThatSendsWholeRequestsKeepsItsConnection() throws Exception {
        Limits limits = limits(Duration.ofMinutes(5), Duration.ofMillis(20), 100);
        try (Fixture fixture = Fixture.start(limits);
                RawClient client = new RawClient(fixture.server.port())) {
            client.socket.setSoTimeout(10);
            for (int i = 0; i < 50; i++) {
                client.send(HEAD + "\r\n");
                client.socket.setSoTimeout(10_000);
                assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
                client.socket.setSoTimeout(10);
                assertThat(closed(client)).isFalse();
            }
        }
    }

    @Test
    void slowClientsTakeNoThreadFromTheOthers() throws Exception {
        try (Fixture fixture = Fixture.start(limits(Duration.ofMinutes(5), Duration.ofMinutes(5), 500))) {
            List<RawClient> slow = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                slow.add(new RawClient(fixture.server.port()).send(HEAD));
            }
            assertThat(fixture.get("/health").statusCode()).isEqualTo(200);
            for (RawClient client : slow) {
                client.socket.close();
            }
        }
    }

    @Test
    void moreConnectionsThanAllowedWaitUntilOneIsClosed() throws Exception {
        try (Fixture fixture = Fixture.start(limits(Duration.ofMinutes(5), Duration.ofMinutes(5), 2));
                RawClient first = new RawClient(fixture.server.port()).send(HEAD + "\r\n");
                RawClient second = new RawClient(fixture.server.port()).send(HEAD + "\r\n")) {
            first.readAnswer();
            second.readAnswer();
            try (RawClient third = new RawClient(fixture.server.port()).send(HEAD + "\r\n")) {
                third.socket.setSoTimeout(200);
                assertThat(closed(third)).isFalse();
                first.socket.close();
                third.socket.setSoTimeout(20_000);
                assertThat(third.readAnswer()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    /** Sends a byte of a header again and again, for 20 seconds at most. */
    private static boolean dripUntilClosed(RawClient client) throws IOException {
        client.socket.setSoTimeout(20);
        for (int i = 0; i < 1000; i++) {
            try {
                client.send(i == 0 ? "X: a" : "a");
            } catch (IOException e) {
                return true;
            }
            if (closed(client)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the server has closed the connection, or does so within the socket's timeout. */
    private static boolean closed(RawClient client) {
        try {
            int next = client.socket.getInputStream().read();
            assertThat(next).as("nothing was asked, so nothing is answered").isNegative();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static Limits limits(Duration idle, Duration headerTime, int connections) {
        return new Limits(8 << 10, idle, headerTime, connections, Duration.ofSeconds(5));
    }
}
