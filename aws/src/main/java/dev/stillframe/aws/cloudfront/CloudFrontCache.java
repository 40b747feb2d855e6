package dev.stillframe.aws.cloudfront;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CdnCache;
import dev.stillframe.core.port.StoreException;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;

/**
 * Invalidations of a distribution of CloudFront. A path that ends with an asterisk is billed as one, however many files it covers
 * (Amazon CloudFront Developer Guide, "Invalidate files: pay for file invalidation").
 */
public final class CloudFrontCache implements CdnCache {
    private final CloudFrontClient client;
    private final String distribution;
    private final Supplier<String> ids;

    /**
     * The cache of a distribution.
     *
     * @param ids texts that never repeat: a request that is sent again is known by it
     */
    public CloudFrontCache(CloudFrontClient client, String distribution, Supplier<String> ids) {
        this.client = client;
        this.distribution = distribution;
        this.ids = ids;
    }

    @Override
    public void purge(Scope scope) {
        List<String> paths = paths(scope);
        String reference = ids.get();
        try {
            client.createInvalidation(r -> r.distributionId(distribution)
                    .invalidationBatch(batch -> batch.callerReference(reference)
                            .paths(p -> p.items(paths).quantity(paths.size()))));
        } catch (SdkException e) {
            throw new StoreException(
                    "distribution " + distribution + " was not told to ask again: " + e.getMessage(), e);
        }
    }

    /** What covers the snapshots of a scope and its manifest. */
    static List<String> paths(Scope scope) {
        return scope.isAll() ? List.of("/latest_*", "/manifest.json") : List.of("/" + scope.keyPrefix() + "*");
    }
}
