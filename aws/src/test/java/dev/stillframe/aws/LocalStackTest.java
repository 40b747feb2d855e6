package dev.stillframe.aws;

import dev.stillframe.aws.dynamodb.DynamoCheckpointStore;
import dev.stillframe.aws.dynamodb.DynamoFactStore;
import dev.stillframe.aws.dynamodb.DynamoLeaseStore;
import dev.stillframe.aws.dynamodb.DynamoRefreshQueue;
import dev.stillframe.aws.dynamodb.DynamoSampleStore;
import dev.stillframe.aws.dynamodb.Tables;
import dev.stillframe.aws.s3.Buckets;
import dev.stillframe.aws.s3.S3SnapshotStore;
import dev.stillframe.aws.s3.S3StateObjects;
import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.aws.servers.LocalStack;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.FactStore;
import dev.stillframe.core.port.LeaseStore;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.testkit.CheckpointStoreContract;
import dev.stillframe.testkit.FactStoreContract;
import dev.stillframe.testkit.LeaseStoreContract;
import dev.stillframe.testkit.RefreshQueueContract;
import dev.stillframe.testkit.SampleStoreContract;
import dev.stillframe.testkit.SnapshotStoreContract;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The contracts of the ports on LocalStack, where there is Docker. */
@EnabledIf(value = "dev.stillframe.aws.servers.LocalStack#isHere", disabledReason = "LocalStack: no Docker here")
class LocalStackTest {
    private static final Supplier<String> IDS = DynamoDbLocal::id;

    private final Clients clients = new Clients(LocalStack.SETTINGS.orElseThrow());
    private final DynamoDbClient dynamo = clients.dynamodb();
    private final S3Client s3 = clients.s3();

    private Tables tables() {
        Tables tables = Tables.of("contracts-" + IDS.get().substring(0, 8));
        tables.create(dynamo);
        return tables;
    }

    private Buckets buckets() {
        String name = "contracts-" + IDS.get();
        Buckets buckets = new Buckets(name + "-public", name + "-private");
        s3.createBucket(r -> r.bucket(buckets.publicName()));
        s3.createBucket(r -> r.bucket(buckets.privateName()));
        return buckets;
    }

    @Nested
    class Snapshots extends SnapshotStoreContract {
        private final Buckets buckets = buckets();

        @Override
        protected SnapshotStore create() {
            return new S3SnapshotStore(s3, buckets, IDS);
        }

        @Override
        protected SnapshotStore reopen(SnapshotStore opened) {
            return create();
        }
    }

    @Nested
    class SamplesStored extends SampleStoreContract {
        private final Tables tables = tables();

        @Override
        protected SampleStore create() {
            return new DynamoSampleStore(dynamo, tables, Metrics.BUILT_IN, IDS);
        }

        @Override
        protected SampleStore reopen(SampleStore opened) {
            return create();
        }
    }

    @Nested
    class Checkpoints extends CheckpointStoreContract {
        @Override
        protected CheckpointStore create() {
            return new DynamoCheckpointStore(dynamo, tables(), new S3StateObjects(s3, buckets()), IDS);
        }
    }

    @Nested
    class Leases extends LeaseStoreContract {
        @Override
        protected LeaseStore create() {
            return new DynamoLeaseStore(dynamo, tables(), DynamoDbLocal.KEPT, IDS);
        }
    }

    @Nested
    class Refreshes extends RefreshQueueContract {
        @Override
        protected RefreshQueue create() {
            return new DynamoRefreshQueue(dynamo, tables(), DynamoDbLocal.KEPT, IDS);
        }
    }

    @Nested
    class Facts extends FactStoreContract {
        @Override
        protected FactStore store() {
            return new DynamoFactStore(dynamo, tables(), IDS);
        }
    }
}
