package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local, one for all tests, in a process of its own that ends with this one. It listens on all interfaces. */
final class DynamoDbLocal {
    private static final AtomicInteger TABLES = new AtomicInteger();
    private static final URI ADDRESS = start();
    private static final Clients CLIENTS = new Clients(settings());

    /** The tests' clocks stand long before the server's, which expires items by its own. */
    static final Duration KEPT = Duration.ofDays(3650);

    static final DynamoDbClient CLIENT = CLIENTS.dynamodb();

    private DynamoDbLocal() {}

    private static ClientSettings settings() {
        return ClientSettings.compatible(ADDRESS, "us-east-1")
                .with(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .retried(3, Duration.ofMillis(5));
    }

    /** A client whose requests pass through an interceptor. */
    static DynamoDbClient client(ExecutionInterceptor interceptor) {
        return CLIENTS.dynamodb(List.of(interceptor));
    }

    /** New empty tables. */
    static Tables tables() {
        Tables tables = Tables.of("test-" + TABLES.incrementAndGet());
        tables.create(CLIENT);
        return tables;
    }

    /** A random id. */
    static String id() {
        return UUID.randomUUID().toString();
    }

    private static URI start() {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        try {
            String classPath = Files.readString(module.resolve("servers/dynamodb/target/classpath"));
            int port = freePort();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:+UseSerialGC",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            classPath,
                            "software.amazon.dynamodb.services.local.main.ServerRunner",
                            "-inMemory",
                            "-port",
                            String.valueOf(port),
                            "-disableTelemetry")
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            awaitStart(process);
            return URI.create("http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** It lists its settings when it is about to listen; clients then try until it does. */
    private static void awaitStart(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("CorsParams")) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(more -> {}));
                return;
            }
        }
        throw new IllegalStateException("DynamoDB Local ended:\n" + said);
    }
}
