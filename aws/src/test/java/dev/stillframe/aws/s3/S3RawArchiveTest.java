package dev.stillframe.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.testkit.RawArchiveContract;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/** On s3proxy. */
class S3RawArchiveTest extends RawArchiveContract {
    private final Clients clients = S3Proxy.SERVER.clients();
    private final Buckets buckets = TestServer.buckets(clients.s3());

    @Override
    protected RawArchive archive() {
        return new S3RawArchive(clients.s3(), buckets, ZONE);
    }

    @Override
    protected SortedMap<String, byte[]> kept() {
        SortedMap<String, byte[]> kept = new TreeMap<>();
        clients.s3()
                .listObjectsV2(r -> r.bucket(buckets.privateName()))
                .contents()
                .forEach(object -> {
                    byte[] body = clients.s3()
                            .getObject(
                                    r -> r.bucket(buckets.privateName()).key(object.key()),
                                    ResponseTransformer.toBytes())
                            .asByteArray();
                    kept.put(object.key().replaceFirst("^archive/", ""), body);
                });
        return kept;
    }

    @Test
    void results_are_json_in_the_private_bucket_alone() {
        archive().put("home", 0, new byte[] {'{', '}'});

        assertThat(clients.s3()
                        .listObjectsV2(r -> r.bucket(buckets.publicName()))
                        .contents())
                .isEmpty();
        String key = "archive/" + kept().firstKey();
        assertThat(clients.s3()
                        .headObject(r -> r.bucket(buckets.privateName()).key(key))
                        .contentType())
                .isEqualTo("application/json");
    }

    @Test
    void a_bucket_that_is_not_there_is_named() {
        RawArchive astray = new S3RawArchive(clients.s3(), new Buckets("no-such-public", "no-such-private"), ZONE);

        assertThatThrownBy(() -> astray.put("home", 0, new byte[] {'{', '}'}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no-such-private");
    }

    @AfterEach
    void close() {
        clients.close();
    }
}
