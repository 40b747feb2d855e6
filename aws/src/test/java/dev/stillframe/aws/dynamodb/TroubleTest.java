package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.LeaseStore;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.testkit.CheckpointStoreContract;
import dev.stillframe.testkit.LeaseStoreContract;
import dev.stillframe.testkit.RefreshQueueContract;
import dev.stillframe.testkit.SampleStoreAside;
import dev.stillframe.testkit.SampleStoreContract;
import dev.stillframe.testkit.SampleStoreRaces;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The contracts hold when of every third request the first attempt is done and its answer lost, or not sent at all. */
class TroubleTest {
    private static DynamoDbClient troubled(Trouble.Kind kind) {
        return DynamoDbLocal.client(new Trouble(kind, 3));
    }

    @Nested
    class SamplesWithAnswersLost extends SampleStoreContract {
        @Override
        protected SampleStore create() {
            return new DynamoSampleStore(
                    troubled(Trouble.Kind.DONE_AND_LOST), DynamoDbLocal.tables(), Metrics.BUILT_IN, DynamoDbLocal::id);
        }
    }

    @Nested
    class AsideWithAnswersLost extends SampleStoreAside {
        @Override
        protected SampleStore create() {
            return new DynamoSampleStore(
                    troubled(Trouble.Kind.DONE_AND_LOST), DynamoDbLocal.tables(), Metrics.BUILT_IN, DynamoDbLocal::id);
        }

        @Override
        protected int histories() {
            return 20;
        }
    }

    @Nested
    class SamplesWithErrors extends SampleStoreRaces {
        @Override
        protected SampleStore create() {
            return new DynamoSampleStore(
                    troubled(Trouble.Kind.DONE_AND_500), DynamoDbLocal.tables(), Metrics.BUILT_IN, DynamoDbLocal::id);
        }
    }

    @Nested
    class CheckpointsWithAnswersLost extends CheckpointStoreContract {
        @Override
        protected CheckpointStore create() {
            return new DynamoCheckpointStore(
                    troubled(Trouble.Kind.DONE_AND_LOST),
                    DynamoDbLocal.tables(),
                    new MemoryStateObjects(),
                    DynamoDbLocal::id);
        }
    }

    @Nested
    class LeasesNotSent extends LeaseStoreContract {
        @Override
        protected LeaseStore create() {
            return new DynamoLeaseStore(
                    troubled(Trouble.Kind.NOT_SENT), DynamoDbLocal.tables(), DynamoDbLocal.KEPT, DynamoDbLocal::id);
        }
    }

    @Nested
    class RefreshesWithAnswersLost extends RefreshQueueContract {
        @Override
        protected RefreshQueue create() {
            return new DynamoRefreshQueue(
                    troubled(Trouble.Kind.DONE_AND_LOST),
                    DynamoDbLocal.tables(),
                    DynamoDbLocal.KEPT,
                    DynamoDbLocal::id);
        }
    }
}
