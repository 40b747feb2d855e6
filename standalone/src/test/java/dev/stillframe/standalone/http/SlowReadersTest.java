package dev.stillframe.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SlowReadersTest {
    private static final int SIZE = 10_000_000;
    private static final String ASK = "GET /big HTTP/1.1\r\nHost: x\r\n\r\n";

    /** Far more than a client needs that reads as it can, and far less than the drip takes. */
    private static final int PACE = 1_000_000;

    /** Of a client's system, in bytes. */
    private static final int SMALL = 4 << 10;

    private final SmallApi api = new SmallApi();
    private final BlockingQueue<LoggedRequest> logged = new LinkedBlockingQueue<>();

    SlowReadersTest() {
        api.big = new byte[SIZE];
    }

    @Test
    void aClientThatNeverReadsIsCutOff() throws Exception {
        try (Fixture fixture = Fixture.logged(api, logged::add, limits(Duration.ofMillis(300)))) {
            try (Socket never = ask(fixture, SMALL)) {
                assertThat(cutOff(logged.poll(20, TimeUnit.SECONDS))).isTrue();
                assertThat(drain(never)).isLessThan(SIZE);
            }
        }
    }

    @Test
    void aClientThatDripsIsCutOffThoughNeverIdle() throws Exception {
        try (Fixture fixture = Fixture.logged(api, logged::add, limits(Duration.ofMillis(300)))) {
            try (Socket drip = ask(fixture, SMALL)) {
                InputStream in = drip.getInputStream();
                LoggedRequest line = null;
                byte[] some = new byte[2000];
                while (line == null) {
                    in.read(some);
                    line = logged.poll(5, TimeUnit.MILLISECONDS);
                }
                assertThat(cutOff(line)).isTrue();
            }
        }
    }

    @Test
    void aClientThatReadsAtAFairPaceGetsAllThoughItTakesLongerThanTheFirstAllowance() throws Exception {
        Limits limits = Limits.DEFAULT.with(
                new Limits.Transfers(Duration.ofMinutes(5), Duration.ofMillis(1), 200_000, 1 << 20));
        try (Fixture fixture = Fixture.logged(api, logged::add, limits)) {
            try (Socket fair = ask(fixture, 64 << 10)) {
                assertThat(drain(fair)).isGreaterThan(SIZE);
                assertThat(cutOff(logged.poll(20, TimeUnit.SECONDS))).isFalse();
            }
        }
    }

    @Test
    void hundredsOfThemTakeNoThreadAndNoOtherClientWaits() throws Exception {
        try (Fixture fixture = Fixture.logged(api, logged::add, limits(Duration.ofSeconds(2)))) {
            assertThat(fixture.get("/health").statusCode()).isEqualTo(200);
            logged.take();
            int before = Thread.getAllStackTraces().size();
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                slow.add(ask(fixture, SMALL));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(fixture.get("/health").statusCode()).isEqualTo(200);
            }
            // The server's own threads, and a few of the runtime that carry virtual ones.
            assertThat(Thread.getAllStackTraces().size() - before).isLessThan(40);
            int cut = 0;
            while (cut < 300) {
                LoggedRequest line = logged.poll(60, TimeUnit.SECONDS);
                assertThat(line).isNotNull();
                if (line.path().equals("/big")) {
                    assertThat(cutOff(line)).isTrue();
                    cut++;
                }
            }
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static boolean cutOff(LoggedRequest line) {
        assertThat(line).isNotNull();
        return line.bytes() < SIZE;
    }

    private static Socket ask(Fixture fixture, int buffer) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(buffer);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), fixture.server.port()));
        socket.getOutputStream().write(Fixture.bytes(ASK));
        return socket;
    }

    /** How many bytes come until all have, or the connection ends. */
    private static long drain(Socket socket) {
        long read = 0;
        byte[] some = new byte[64 << 10];
        try {
            while (read <= SIZE) {
                int got = socket.getInputStream().read(some);
                if (got < 0) {
                    break;
                }
                read += got;
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open after " + read + " bytes", e);
        } catch (IOException e) {
            // It was cut off.
        }
        return read;
    }

    private static Limits limits(Duration answerTime) {
        return new Limits(8 << 10, Duration.ofMinutes(5), Duration.ofMinutes(5), 1000, Duration.ofSeconds(5))
                .with(new Limits.Transfers(Duration.ofMinutes(5), answerTime, PACE, 1 << 20));
    }
}
