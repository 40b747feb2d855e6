package dev.stillframe.aws.cloudfront;

import dev.stillframe.aws.Clients;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CdnCache;
import dev.stillframe.core.port.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * Invalidations of a distribution of CloudFront: {@code POST /2020-05-31/distribution/ID/invalidation} (Amazon CloudFront API
 * Reference, CreateInvalidation). A path that ends with an asterisk is billed as one, however many files it covers (Developer Guide,
 * "Pay for file invalidation").
 */
public final class CloudFrontCache implements CdnCache {
    private static final URI AWS = URI.create("https://cloudfront.amazonaws.com");
    private static final int ATTEMPTS = 3;

    private final Clients clients;
    private final URI endpoint;
    private final String distribution;
    private final Supplier<String> ids;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /**
     * The cache of a distribution.
     *
     * @param ids texts that never repeat, of letters, digits and hyphens: a request that is sent again is known by it
     */
    public CloudFrontCache(Clients clients, String distribution, Supplier<String> ids) {
        this.clients = clients;
        this.endpoint = clients.settings().endpoint("cloudfront").orElse(AWS);
        this.distribution = distribution;
        this.ids = ids;
    }

    @Override
    public void purge(Scope scope) {
        String body = body(paths(scope), ids.get());
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                int status = send(body);
                if (status == 201) {
                    return;
                }
                failure = "status " + status;
                if (status < 500 && status != 429) {
                    break;
                }
            } catch (IOException | SdkException e) {
                failure = String.valueOf(e.getMessage());
            }
        }
        throw new StoreException("distribution " + distribution + " was not told to ask again: " + failure);
    }

    private int send(String text) throws IOException {
        ContentStreamProvider body = ContentStreamProvider.fromUtf8String(text);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath("/2020-05-31/distribution/" + distribution + "/invalidation")
                .putHeader("Content-Type", "text/xml")
                .putHeader("Content-Length", String.valueOf(text.getBytes(StandardCharsets.UTF_8).length))
                .build();
        var signed = signer.sign(r -> r.identity(clients.credentials().resolveCredentials())
                .request(request)
                .payload(body)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "cloudfront")
                // The service has no regions; its requests are signed for this one.
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        var call = clients.http()
                .prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(body)
                        .build());
        var answer = call.call();
        answer.responseBody().ifPresent(stream -> stream.abort());
        return answer.httpResponse().statusCode();
    }

    private static String body(List<String> paths, String reference) {
        StringBuilder items = new StringBuilder();
        paths.forEach(path -> items.append("<Path>").append(path).append("</Path>"));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Paths><Quantity>"
                + paths.size() + "</Quantity><Items>" + items + "</Items></Paths><CallerReference>" + reference
                + "</CallerReference></InvalidationBatch>";
    }

    /** What covers the snapshots of a scope and its manifest. */
    static List<String> paths(Scope scope) {
        return scope.isAll() ? List.of("/latest_*", "/manifest.json") : List.of("/" + scope.keyPrefix() + "*");
    }
}
