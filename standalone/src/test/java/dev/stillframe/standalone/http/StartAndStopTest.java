package dev.stillframe.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.read.PublicFiles;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StartAndStopTest {
    private static final String REQUEST = "GET " + Fixture.PATH + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @Test
    void aStopLetsARequestInWorkFinishAndTakesNoNewOnes() throws Exception {
        GatedStore store = new GatedStore();
        Fixture.build(store, 1, "[1]");
        try (Fixture fixture = Fixture.over(store, Limits.DEFAULT)) {
            int port = fixture.server.port();
            // The idle one first: connections are accepted in turn, so it is in when the other's request has arrived.
            try (RawClient idle = new RawClient(port);
                    RawClient inWork = new RawClient(port).send(REQUEST)) {
                store.awaitReader();
                CompletableFuture<Void> stop = CompletableFuture.runAsync(fixture.server::stop);

                assertThat(idle.readAll()).isEmpty();
                assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
                assertThat(stop).isNotDone();
                store.open();

                assertThat(inWork.readAll()).startsWith("HTTP/1.1 200 ").endsWith("[1]");
                stop.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aRequestThatOutlastsTheGraceIsCutOff() throws Exception {
        GatedStore store = new GatedStore();
        Limits limits = new Limits(8 << 10, Duration.ofMinutes(5), Duration.ofMinutes(5), 10, Duration.ofMillis(100));
        try (Fixture fixture = Fixture.over(store, limits);
                RawClient inWork = new RawClient(fixture.server.port()).send(REQUEST)) {
            store.awaitReader();
            CompletableFuture.runAsync(fixture.server::stop).get(20, TimeUnit.SECONDS);
            assertThat(answerOf(inWork)).doesNotContain("200 OK");
            store.open();
        }
    }

    @Test
    void stoppingTwiceOrBeforeAStartDoesNothing() throws Exception {
        Fixture fixture = Fixture.start();
        fixture.close();
        fixture.server.stop();
        HttpServer never = server();
        never.stop();
        assertThatThrownBy(never::port).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = taken()) {
            assertThatThrownBy(() -> server().start(HttpServer.LOOPBACK, taken.getLocalPort()))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " of 127.0.0.1");
        }
    }

    @Test
    void theFirstFreePortIsFound() throws Exception {
        try (ServerSocket taken = taken()) {
            HttpServer server = server();
            server.startFrom(HttpServer.LOOPBACK, taken.getLocalPort());
            assertThat(server.port())
                    .isGreaterThan(taken.getLocalPort())
                    .isLessThan(taken.getLocalPort() + HttpServer.PORTS_TRIED);
            server.stop();
        }
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsRefused() {
        assertThatThrownBy(() -> server().start("no such host", 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'no such host'");
    }

    private static String answerOf(RawClient client) {
        try {
            return client.readAll();
        } catch (IOException e) {
            return "";
        }
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static HttpServer server() {
        GatedStore store = new GatedStore();
        PublicFiles files = new PublicFiles(store, store, key -> {}, 0);
        return new HttpServer(files, path -> Optional.empty(), () -> Fixture.HEALTH);
    }
}
