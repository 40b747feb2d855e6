package dev.stillframe.aws.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The real client, in front of a service that is played by the test. */
class CloudFrontCacheTest {
    private static final String ANSWER = """
            <Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>I1</Id><Status>InProgress</Status>\
            </Invalidation>""";

    private final List<String> bodies = new ArrayList<>();
    private final List<Integer> statuses = new ArrayList<>();

    private final SdkHttpClient service = new SdkHttpClient() {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    try (var body =
                            request.contentStreamProvider().orElseThrow().newStream()) {
                        bodies.add(request.httpRequest().encodedPath() + " "
                                + new String(body.readAllBytes(), StandardCharsets.UTF_8));
                    }
                    int status = statuses.isEmpty() ? 201 : statuses.removeFirst();
                    if (status == 0) {
                        throw new IOException("the answer was lost");
                    }
                    String text = status == 201 ? ANSWER : "<ErrorResponse/>";
                    return HttpExecuteResponse.builder()
                            .response(
                                    SdkHttpResponse.builder().statusCode(status).build())
                            .responseBody(AbortableInputStream.create(
                                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    };

    private CloudFrontCache cache() {
        ClientSettings settings = ClientSettings.compatible(URI.create("http://127.0.0.1:9"), "us-east-1")
                .with(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .retried(3, Duration.ZERO);
        return new CloudFrontCache(new Clients(settings, service), "E123", () -> "reference-1");
    }

    @Test
    void the_files_of_all_are_covered_by_six_paths_and_those_of_a_host_by_one() {
        assertThat(CloudFrontCache.paths(Scope.ALL))
                .containsExactly("/latest_*", "/manifest.json", "/", "/index.html", "/frame.html", "/badge.svg");
        cache().purge(Scope.host("home"));

        assertThat(bodies).hasSize(1);
        assertThat(bodies.getFirst())
                .startsWith("/2020-05-31/distribution/E123/invalidation ")
                .contains("<Path>/host=home/*</Path>", "<Quantity>1</Quantity>", "reference-1");
    }

    @Test
    void one_that_is_sent_again_has_the_same_reference_so_that_it_is_one() {
        statuses.addAll(List.of(503, 0, 201));
        cache().purge(Scope.ALL);

        assertThat(bodies).hasSize(3).allMatch(body -> body.contains("reference-1"));
    }

    @Test
    void one_that_fails_says_so() {
        statuses.addAll(List.of(403));

        assertThatThrownBy(() -> cache().purge(Scope.ALL))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("E123");
    }
}
