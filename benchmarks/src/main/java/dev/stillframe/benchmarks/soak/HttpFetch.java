package dev.stillframe.benchmarks.soak;

import dev.stillframe.testkit.soak.Witness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Gets from a server of this machine, on one connection that is kept. */
final class HttpFetch implements Witness.Fetch {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String server;

    HttpFetch(int port) {
        this.server = "http://127.0.0.1:" + port;
    }

    @Override
    public Witness.Reply get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Accept-Encoding", "gzip")
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Witness.Reply(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
