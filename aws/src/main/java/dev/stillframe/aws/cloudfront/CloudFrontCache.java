package dev.stillframe.aws.cloudfront;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.SignedRequests;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CdnCache;
import dev.stillframe.core.port.StoreException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Invalidations of a distribution of CloudFront: {@code POST /2020-05-31/distribution/ID/invalidation} (Amazon CloudFront API
 * Reference, CreateInvalidation). A path that ends with an asterisk is billed as one, however many files it covers (Developer Guide,
 * "Pay for file invalidation").
 */
public final class CloudFrontCache implements CdnCache {
    private static final URI AWS = URI.create("https://cloudfront.amazonaws.com");
    private static final int ATTEMPTS = 3;

    private final SignedRequests requests;
    private final String distribution;
    private final Supplier<String> ids;

    /**
     * The cache of a distribution.
     *
     * @param ids texts that never repeat, of letters, digits and hyphens: a request that is sent again is known by it
     */
    public CloudFrontCache(Clients clients, String distribution, Supplier<String> ids) {
        // The service has no regions; its requests are signed for this one.
        this.requests = new SignedRequests(clients, "cloudfront", "us-east-1", AWS);
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
        return requests.post(
                        "/2020-05-31/distribution/" + distribution + "/invalidation",
                        Map.of("Content-Type", "text/xml"),
                        text)
                .status();
    }

    private static String body(List<String> paths, String reference) {
        StringBuilder items = new StringBuilder();
        paths.forEach(path -> items.append("<Path>").append(path).append("</Path>"));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Paths><Quantity>"
                + paths.size() + "</Quantity><Items>" + items + "</Items></Paths><CallerReference>" + reference
                + "</CallerReference></InvalidationBatch>";
    }

    /**
     * What covers the snapshots of a scope, its manifest, and what people see of it. Each path costs half a cent from the thousandth of a
     * month on: a refresh of all hosts has six, one of a host a single one.
     */
    static List<String> paths(Scope scope) {
        return scope.isAll()
                ? List.of("/latest_*", "/manifest.json", "/", "/index.html", "/frame.html", "/badge.svg")
                : List.of("/" + scope.keyPrefix() + "*");
    }
}
