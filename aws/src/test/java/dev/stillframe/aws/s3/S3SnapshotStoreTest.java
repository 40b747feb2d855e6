package dev.stillframe.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.testkit.SnapshotStoreContract;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** On s3proxy. */
class S3SnapshotStoreTest extends SnapshotStoreContract {
    private final Clients clients = S3Proxy.SERVER.clients();
    private final Buckets buckets = TestServer.buckets(clients.s3());

    @Override
    protected SnapshotStore create() {
        return new S3SnapshotStore(
                clients.s3(), buckets, () -> UUID.randomUUID().toString());
    }

    @Override
    protected SnapshotStore reopen(SnapshotStore opened) {
        return create();
    }

    @Test
    void each_kind_of_file_has_its_media_type_and_how_long_it_is_kept() {
        Map<String, String> types = Map.of(
                "index.html", "text/html; charset=utf-8",
                "host=home/badge.svg", "image/svg+xml",
                "app/0123456789ab/main.js", "text/javascript; charset=utf-8",
                "app/0123456789ab/style.css", "text/css; charset=utf-8",
                "config.json", "application/json");
        SnapshotStore store = create();
        types.forEach((key, type) -> {
            store.publish(1, List.of(new StoredObject(key, new byte[] {'x'}, false)));
            HeadObjectResponse head =
                    clients.s3().headObject(r -> r.bucket(buckets.publicName()).key(key));
            assertThat(head.contentType()).as(key).isEqualToIgnoringWhitespace(type);
            assertThat(head.cacheControl())
                    .as(key)
                    .contains(key.startsWith("app/") ? "immutable" : "stale-while-revalidate");
        });
    }

    @AfterEach
    void close() {
        clients.close();
    }
}
