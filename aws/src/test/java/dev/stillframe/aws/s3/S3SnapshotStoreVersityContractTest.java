package dev.stillframe.aws.s3;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.aws.servers.VersityGw;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.testkit.SnapshotStoreContract;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;

/** On a real server. */
@EnabledIf(value = "dev.stillframe.aws.servers.VersityGw#isHere", disabledReason = "versitygw is not installed")
class S3SnapshotStoreVersityContractTest extends SnapshotStoreContract {
    private final Clients clients = VersityGw.SERVER.orElseThrow().clients();
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

    @AfterEach
    void close() {
        clients.close();
    }
}
