package dev.stillframe.aws;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.aws.servers.VersityGw;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.SameBytesContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;

/** The whole edition: samples and roots on DynamoDB Local, files on each server for S3. */
class SameBytesTest {
    /** On one server for S3. */
    abstract static class OnServer extends SameBytesContract {
        private Optional<AwsEdition> edition = Optional.empty();

        abstract TestServer server();

        @Override
        protected Ports ports(ManualClock clock) {
            ClientSettings servers = server().settings()
                    .with(
                            "dynamodb",
                            DynamoDbLocal.SERVER.settings().endpoint("dynamodb").orElseThrow());
            Place place = Place.of("same-bytes-" + DynamoDbLocal.id().substring(0, 8));
            Clients clients = new Clients(servers);
            clients.s3().createBucket(r -> r.bucket(place.buckets().publicName()));
            clients.s3().createBucket(r -> r.bucket(place.buckets().privateName()));
            place.tables().create(clients.dynamodb());
            edition = Optional.of(AwsEdition.open(place, clients, Map.of(), clock, DynamoDbLocal::id));
            return edition.get().ports();
        }

        @AfterEach
        void close() {
            edition.ifPresent(AwsEdition::close);
        }
    }

    @Nested
    class OnS3Proxy extends OnServer {
        @Override
        TestServer server() {
            return S3Proxy.SERVER;
        }
    }

    @Nested
    @EnabledIf(value = "dev.stillframe.aws.servers.VersityGw#isHere", disabledReason = "versitygw is not installed")
    class OnVersityGw extends OnServer {
        @Override
        TestServer server() {
            return VersityGw.SERVER.orElseThrow();
        }
    }
}
