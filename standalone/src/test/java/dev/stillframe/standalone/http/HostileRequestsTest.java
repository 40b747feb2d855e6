package dev.stillframe.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.port.StoredObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileRequestsTest {
    private Fixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = Fixture.start();
        fixture.store.publish(1, List.of(new StoredObject("manifest.json", new byte[] {'!'}, false)));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/./manifest.json",
                "/a/../manifest.json",
                "/%2E%2E%2Fmanifest.json",
                "/host=..%2f",
                "/host=home%2fmanifest.json",
                "/host=home/..%5cmanifest.json",
                "//",
                "//manifest.json",
                "/manifest.json//",
                "/manifest%2ejson",
                "/manifest.json;v=1",
                "/%c0%ae%c0%ae/",
                "/%u002e",
                "/manifest.json%20",
                "/host=%E2%80%AE/manifest.json"
            })
    void climbingAndOddPathsAreNotFound(String path) throws Exception {
        assertProblem(ask("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../x", "/../../etc/passwd", "/%2e%2e/manifest.json", "/manifest.json%00", "/%", "/%zz"})
    void pathsThatAreNoneAreRefusedBeforeTheyAreLookedUp(String path) throws Exception {
        assertProblem(ask("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /mani\u0000fest.json HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /manifest.json HTTP/1.1\r\nHost: x\r\nA\u0000: b\r\n\r\n",
                "GET /manifest.json HTTP/1.1\r\n\r\n",
                "GET /manifest.json HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /manifest.json HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n",
                "GET /manifest.json HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET /manifest.json HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET /manifest.json HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "GET /manifest.json HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void tornRequestsAreRefusedAndTheConnectionClosed(String request) throws Exception {
        assertProblem(ask(request), 400);
    }

    @Test
    void longLinesAndHeadersAreRefused() throws Exception {
        assertProblem(ask("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414);
        assertProblem(ask("GET /" + "a".repeat(7_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 404);
        assertProblem(
                ask("GET / HTTP/1.1\r\nHost: x\r\n" + ("X: " + "a".repeat(1000) + "\r\n").repeat(20) + "\r\n"), 431);
    }

    @Test
    void bodiesAreRefusedUnreadAndNeverTakenForARequest() throws Exception {
        String smuggled = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
        String withBody = " HTTP/1.1\r\nHost: x\r\nContent-Length: " + smuggled.length() + "\r\n\r\n" + smuggled;
        assertThat(assertProblem(ask("GET /manifest.json" + withBody), 413)).doesNotContain("uptimeSeconds");
        assertThat(assertProblem(ask("POST /manifest.json" + withBody), 405)).doesNotContain("uptimeSeconds");
        assertProblem(ask("POST /samples" + withBody), 404);
        assertProblem(
                ask("GET /health HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"), 413);
        assertProblem(
                ask("PUT /health HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\nExpect: 100-continue\r\n\r\n"),
                405);
    }

    @Test
    void otherFormsOfATargetAreAnsweredOrRefused() throws Exception {
        assertThat(ask("GET http://elsewhere/manifest.json HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertProblem(ask("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), 404);
        assertProblem(ask("CONNECT example.org:80 HTTP/1.1\r\nHost: example.org:80\r\n\r\n"), 405);
        assertProblem(ask("CONNECT example.org:80 HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
        assertThat(ask("GET /manifest.json HTTP/1.0\r\n\r\n")).contains(" 200 ").endsWith("\r\n\r\n!");
    }

    @Test
    void requestsOnOneConnectionAreAnsweredInTheirOrder() throws Exception {
        try (RawClient client = new RawClient(fixture.server.port())) {
            client.send("GET /manifest.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2)
                    + "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ").endsWith("!");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ").endsWith("!");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 404 ");
        }
    }

    private String ask(String request) throws Exception {
        try (RawClient client = new RawClient(fixture.server.port())) {
            return client.send(request).readAll();
        }
    }

    private static String assertProblem(String answer, int status) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Content-Type: application/problem+json")
                .contains("\"status\":" + status)
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("Exception", "Server:");
        return answer;
    }
}
