package dev.stillframe.aws.servers;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.dynamodb.Tables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local, one for all tests. It listens on all interfaces. */
public final class DynamoDbLocal {
    private static final AtomicInteger TABLES = new AtomicInteger();
    /** It lists its settings, the port first, when it is about to listen. */
    private static final Pattern READY = Pattern.compile("^Port:\\s*(\\d+)");

    /** The server. */
    public static final TestServer SERVER = start();

    private static final Clients CLIENTS = SERVER.clients();

    /** The tests' clocks stand long before the server's, which expires items by its own. */
    public static final Duration KEPT = Duration.ofDays(3650);

    /** A client for it. */
    public static final DynamoDbClient CLIENT = CLIENTS.dynamodb();

    private DynamoDbLocal() {}

    /** A client whose requests pass through an interceptor. */
    public static DynamoDbClient client(ExecutionInterceptor interceptor) {
        return CLIENTS.dynamodb(List.of(interceptor));
    }

    /** New empty tables. */
    public static Tables tables() {
        Tables tables = Tables.of("test-" + TABLES.incrementAndGet());
        tables.create(CLIENT);
        return tables;
    }

    /** A random id. */
    public static String id() {
        return UUID.randomUUID().toString();
    }

    private static TestServer start() {
        List<String> options = List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED");
        return new TestServer(
                "DynamoDB Local 3.1.0",
                Repository.java(
                        "dynamodb",
                        options,
                        "software.amazon.dynamodb.services.local.main.ServerRunner",
                        "-inMemory",
                        "-port",
                        String.valueOf(Repository.freePort()),
                        "-disableTelemetry"),
                Map.of(),
                READY);
    }
}
