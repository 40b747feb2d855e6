package dev.stillframe.aws.servers;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.aws.s3.Buckets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A server as a process of its own. It ends with this process, or before. */
public final class TestServer {
    /** The key that it takes. */
    public static final String KEY = "test";
    /** The secret that goes with it. */
    public static final String SECRET = "testtest";

    private static final long LIMIT_SECONDS = 60;
    private static final int ATTEMPTS_A_SECOND = 20;
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final Process process;
    private final URI address;

    /**
     * Starts a server and waits until it says that it is there.
     *
     * @param name of the server and its version, for the list at the end
     * @param ready a line of its output, whose first group is its port
     */
    TestServer(String name, List<String> command, Map<String, String> environment, Pattern ready) {
        Backends.used(name);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            CompletableFuture<String> port = new CompletableFuture<>();
            // Not a virtual one: a read from a process holds its carrier, and a few of them hold all there are.
            Thread.ofPlatform().daemon().name("output of " + name).start(() -> follow(ready, port));
            address = URI.create("http://127.0.0.1:" + port.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            awaitConnections();
        } catch (Exception e) {
            throw new IllegalStateException("the server could not be started: " + String.join(" ", command), e);
        }
    }

    /** Some say that they are there a little before they are. */
    private void awaitConnections() throws InterruptedException {
        for (int attempt = 0; attempt < LIMIT_SECONDS * ATTEMPTS_A_SECOND; attempt++) {
            try {
                new Socket(address.getHost(), address.getPort()).close();
                return;
            } catch (IOException e) {
                if (process.waitFor(1000 / ATTEMPTS_A_SECOND, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        }
        throw new IllegalStateException("nobody listens at " + address);
    }

    private void follow(Pattern ready, CompletableFuture<String> port) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = ready.matcher(line);
                if (matcher.find()) {
                    port.complete(matcher.group(1));
                }
                if (!port.isDone()) {
                    said.append(line).append('\n');
                }
            }
            port.completeExceptionally(new IllegalStateException("the server ended:\n" + said));
        } catch (IOException e) {
            port.completeExceptionally(new UncheckedIOException(e));
        }
    }

    /** How it is reached: tried again soon and often. */
    public ClientSettings settings() {
        return ClientSettings.compatible(address, "us-east-1")
                .with(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
                .retried(3, Duration.ofMillis(5));
    }

    /** Clients for it. */
    public Clients clients() {
        return new Clients(settings());
    }

    /** Clients for it that send through something in between. */
    public Clients clients(SdkHttpClient between) {
        return new Clients(settings(), between);
    }

    /** Two new buckets. */
    public static Buckets buckets(S3Client s3) {
        int number = BUCKETS.incrementAndGet();
        Buckets buckets = new Buckets("public-" + number, "private-" + number);
        s3.createBucket(r -> r.bucket(buckets.publicName()));
        s3.createBucket(r -> r.bucket(buckets.privateName()));
        return buckets;
    }
}
