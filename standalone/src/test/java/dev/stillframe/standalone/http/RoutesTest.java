package dev.stillframe.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.api.Facts;
import dev.stillframe.core.port.StoredObject;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RoutesTest {
    private final SmallApi api = new SmallApi();
    private final BlockingQueue<LoggedRequest> logged = new LinkedBlockingQueue<>();

    @Test
    void theApiGetsTheCallAsItWasSent() throws Exception {
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT)) {
            assertThat(Fixture.text(fixture.get("/call?a=%20b", "X", "1", "X", "2", "X-Forwarded-For", "1.2.3.4")))
                    .isEqualTo("GET /call a=%20b x=1, 2 from 127.0.0.1");
            assertThat(Fixture.text(fixture.send("OPTIONS", "/call"))).startsWith("OPTIONS /call");
            assertThat(fixture.send("HEAD", "/call").body()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9.9.9.9, 1.2.3.4        | 1.2.3.4",
                "1.2.3.4                 | 1.2.3.4",
                "2001:db8::1             | 2001:db8:0:0:0:0:0:1",
                "1.2.3.4, unknown        | 127.0.0.1",
                "1.2.3.4, localhost      | 127.0.0.1",
                "1.2.3.4, 5              | 127.0.0.1",
                "1.2.3.4, 300.1.1.1      | 127.0.0.1",
                "1.2.3.4,                | 127.0.0.1"
            })
    void behindAProxyTheLastElementIsTheClientIfItIsAnAddress(String field, String address) throws Exception {
        try (Fixture fixture = Fixture.logged(api, logged::add, true)) {
            assertThat(Fixture.text(fixture.get("/call", "X-Forwarded-For", "8.8.8.8", "X-Forwarded-For", field)))
                    .endsWith("from " + address);
        }
    }

    @Test
    void whereReadingIsClosedOnlyHealthAndTheApiAnswer() throws Exception {
        api.closed = true;
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT)) {
            Fixture.build(fixture.store, 7, "{}");
            for (String path : new String[] {"/", "/app.css", Fixture.PATH, "/nothing"}) {
                assertThat(fixture.get(path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(fixture.get(Fixture.PATH, "Authorization", "Bearer t").statusCode())
                    .isEqualTo(200);
            assertThat(fixture.get("/health").statusCode()).isEqualTo(200);
            assertThat(fixture.get("/call").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFrameOnAForeignPageKeepsNoHostAwake() throws Exception {
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT)) {
            Fixture.build(fixture.store, 7, "{}");
            for (String key : List.of("host=home/frame.html", "host=home/badge.svg")) {
                fixture.store.publish(7, List.of(new StoredObject(key, Fixture.bytes("x"), false)));
                assertThat(fixture.get("/" + key).statusCode()).isEqualTo(200);
            }
            assertThat(api.looked).isEmpty();
            fixture.get(Fixture.PATH);
            assertThat(api.looked).containsExactly("home");
        }
    }

    @Test
    void eachRequestIsLoggedWithWhatItWasMadeOf() throws Exception {
        try (Fixture fixture = Fixture.logged(api, logged::add, true)) {
            Fixture.build(fixture.store, 7, "{}");
            fixture.get("/call?secret=1", "X-Forwarded-For", "1.2.3.4");
            LoggedRequest call = next();
            assertThat(call.path()).isEqualTo("/call");
            assertThat(call.address()).isEqualTo("1.2.3.4");
            assertThat(call.facts()).isEqualTo(SmallApi.FACTS);
            fixture.get(Fixture.PATH);
            LoggedRequest miss = next();
            assertThat(miss.status()).isEqualTo(200);
            assertThat(miss.bytes()).isEqualTo(2);
            assertThat(miss.facts()).isEqualTo(new Facts("home", "miss", 60_000, "", ""));
            fixture.get(Fixture.PATH);
            assertThat(next().facts()).isEqualTo(new Facts("home", "hit", 60_000, "", ""));
            fixture.get("/host=nobody/manifest.json");
            assertThat(next().facts()).isEqualTo(new Facts("nobody", "", -1, "", ""));
            fixture.get("/health");
            assertThat(next().facts()).isEqualTo(Facts.NONE);
            try (RawClient torn = new RawClient(fixture.server.port()).send("nonsense\r\n\r\n")) {
                torn.readAll();
            }
            assertThat(next().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /take HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "POST /take HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity, chunked, gzip\r\n\r\n0\r\n\r\n",
                "POST /take HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
                "POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\na",
                "POST /take HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\na",
                "POST /take HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\na"
            })
    void whatCouldSmuggleARequestIsRefusedAndTheConnectionClosed(String request) throws Exception {
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT);
                RawClient client = new RawClient(fixture.server.port())) {
            String answer = client.send(request + "GET /call HTTP/1.1\r\nHost: x\r\n\r\n")
                    .readAll();
            assertThat(answer).matches("(?s)HTTP/1.1 (4\\d\\d|501) .*").doesNotContain("GET /call");
            assertThat(api.bodies).isEmpty();
            assertThat(fixture.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBodyIsFollowedByTheNextRequest() throws Exception {
        String request = "POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n";
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT);
                RawClient client = new RawClient(fixture.server.port())) {
            client.send((request + "GET /call HTTP/1.1\r\nHost: x\r\n\r\n" + "123456789").repeat(3));
            for (int i = 0; i < 3; i++) {
                assertThat(client.readAnswer()).endsWith("took 40");
            }
        }
    }

    @Test
    void randomBytesAndTornRequestsDoNoHarm() throws Exception {
        Random random = new Random(4);
        String head = "POST /take?a=b HTTP/1.1\r\nHost: x\r\nX: y\r\nTransfer-Encoding: chunked\r\n\r\n";
        String whole = head + "5\r\nabcde\r\n0\r\n\r\n";
        try (Fixture fixture = Fixture.with(api, Limits.DEFAULT)) {
            for (int i = 0; i < 400; i++) {
                StringBuilder sent = new StringBuilder(i % 4 == 0 ? "" : whole);
                if (i % 4 == 0) {
                    random.ints(random.nextInt(1, 300), 0, 256).forEach(b -> sent.append((char) b));
                }
                for (int change = i % 4; change > 0; change--) {
                    int at = random.nextInt(sent.length());
                    switch (random.nextInt(3)) {
                        case 0 -> sent.setCharAt(at, (char) random.nextInt(256));
                        case 1 -> sent.deleteCharAt(at);
                        default -> sent.setLength(at + 1);
                    }
                }
                try (RawClient client = new RawClient(fixture.server.port())) {
                    client.send(sent.toString()).socket.shutdownOutput();
                    assertThat(read(client))
                            .as(sent.toString())
                            .matches("(?s)|HTTP/1.1 (2\\d\\d|4\\d\\d|5\\d[1-9]) .*");
                }
            }
            assertThat(fixture.get("/health").statusCode()).isEqualTo(200);
        }
    }

    private static String read(RawClient client) {
        try {
            return client.readAll();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open", e);
        } catch (IOException e) {
            return "";
        }
    }

    private LoggedRequest next() throws InterruptedException {
        LoggedRequest line = logged.poll(20, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        return line;
    }
}
