package dev.stillframe.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Requests to a service of which so little is used that its client is not worth its size. They are not counted. */
public final class SignedRequests {
    private final Clients clients;
    private final URI endpoint;
    private final String service;
    private final String region;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /**
     * Requests to one service.
     *
     * @param service its name in signatures, and in the setting of its endpoint
     * @param region the region that requests are signed for
     * @param aws where the service is where no endpoint is set
     */
    public SignedRequests(Clients clients, String service, String region, URI aws) {
        this.clients = clients;
        this.endpoint = clients.settings().endpoint(service).orElse(aws);
        this.service = service;
        this.region = region;
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body its text, empty where there is none
     */
    public record Answer(int status, String body) {}

    /**
     * Sends one, once.
     *
     * @throws IOException when no answer came
     * @throws software.amazon.awssdk.core.exception.SdkException when there are no credentials
     */
    public Answer post(String path, Map<String, String> headers, String text) throws IOException {
        ContentStreamProvider body = ContentStreamProvider.fromUtf8String(text);
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath(path)
                .putHeader("Content-Length", String.valueOf(text.getBytes(StandardCharsets.UTF_8).length));
        headers.forEach(request::putHeader);
        var signed = signer.sign(r -> r.identity(clients.credentials().resolveCredentials())
                .request(request.build())
                .payload(body)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        var answer = clients.http()
                .prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(body)
                        .build())
                .call();
        int status = answer.httpResponse().statusCode();
        if (answer.responseBody().isEmpty()) {
            return new Answer(status, "");
        }
        try (InputStream stream = answer.responseBody().get()) {
            return new Answer(status, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
