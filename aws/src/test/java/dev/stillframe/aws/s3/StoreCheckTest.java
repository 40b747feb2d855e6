package dev.stillframe.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.UnfitStoreException;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.Tampering;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.aws.servers.VersityGw;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class StoreCheckTest {
    private static List<String> missing(Clients clients, Buckets buckets) {
        return new StoreCheck(
                        clients.s3(),
                        buckets,
                        clients.target(),
                        () -> UUID.randomUUID().toString())
                .missing();
    }

    @Test
    @EnabledIf(value = "dev.stillframe.aws.servers.VersityGw#isHere", disabledReason = "versitygw is not installed")
    void a_real_server_can_be_used_and_is_left_empty() {
        try (Clients clients = VersityGw.SERVER.orElseThrow().clients()) {
            Buckets buckets = TestServer.buckets(clients.s3());

            assertThat(missing(clients, buckets)).isEmpty();
            assertThat(clients.s3()
                            .listObjectsV2(r -> r.bucket(buckets.publicName()))
                            .contents())
                    .isEmpty();
        }
    }

    @Test
    void a_server_whose_conditions_are_right_but_not_atomic_lacks_nothing_else() {
        try (Clients clients = S3Proxy.SERVER.clients()) {
            Buckets buckets = TestServer.buckets(clients.s3());

            assertThat(missing(clients, buckets)).allSatisfy(m -> assertThat(m).contains("under a race"));
        }
    }

    @Test
    void a_server_that_ignores_conditions_is_refused_by_name_with_what_is_missing() {
        try (Clients clients = S3Proxy.SERVER.clients(new Tampering(S3Proxy.SERVER.settings())
                .request(r -> r.removeHeader("If-Match").removeHeader("If-None-Match")))) {
            Buckets buckets = TestServer.buckets(clients.s3());

            assertThatThrownBy(() -> new StoreCheck(
                                    clients.s3(),
                                    buckets,
                                    clients.target(),
                                    () -> UUID.randomUUID().toString())
                            .require())
                    .isInstanceOf(UnfitStoreException.class)
                    .hasMessageContaining("the store at http://127.0.0.1:")
                    .hasMessageContaining("If-None-Match: * is ignored")
                    .hasMessageContaining("If-Match is ignored: it replaces what has another tag")
                    .hasMessageContaining("If-Match is ignored: it writes where there is nothing")
                    .hasMessageContaining("(bucket " + buckets.publicName() + ")")
                    .hasMessageContaining("(bucket " + buckets.privateName() + ")");
        }
    }

    @Test
    void a_server_that_changes_the_encoding_is_refused() {
        try (Clients clients = S3Proxy.SERVER.clients(new Tampering(S3Proxy.SERVER.settings())
                .request(r -> r.firstMatchingHeader("Content-Encoding")
                        .ifPresent(e -> r.putHeader("Content-Encoding", "br"))))) {
            assertThat(missing(clients, TestServer.buckets(clients.s3())))
                    .anySatisfy(m -> assertThat(m).contains("Content-Encoding: gzip is kept as 'br'"));
        }
    }

    @Test
    void a_bucket_that_is_not_there_is_named() {
        try (Clients clients = S3Proxy.SERVER.clients()) {
            assertThat(missing(clients, new Buckets("nowhere", "nowhere-else")))
                    .anySatisfy(m -> assertThat(m).contains("nowhere"))
                    .anySatisfy(m -> assertThat(m).contains("nowhere-else"));
        }
    }
}
