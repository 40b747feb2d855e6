package dev.stillframe.lambda;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.aws.servers.ElasticMq;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.VersityGw;

/** On three servers, one for each service: a real one for S3 where it is installed. */
class LocalFlowTest extends Flow {
    @Override
    ClientSettings servers() {
        return local();
    }

    /** The servers that are started from here. */
    static ClientSettings local() {
        return VersityGw.SERVER
                .orElseGet(() -> S3Proxy.SERVER)
                .settings()
                .with(
                        "dynamodb",
                        DynamoDbLocal.SERVER.settings().endpoint("dynamodb").orElseThrow())
                .with("sqs", ElasticMq.SERVER.settings().endpoint("sqs").orElseThrow());
    }
}
