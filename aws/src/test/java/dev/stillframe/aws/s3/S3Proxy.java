package dev.stillframe.aws.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** s3proxy, one for all tests: a server in memory. Its {@code If-Match} is right, but not atomic. */
final class S3Proxy {
    private static final Pattern READY = Pattern.compile("Started .*ServerConnector.*127\\.0\\.0\\.1:(\\d+)}");
    private static final String SETTINGS = """
            s3proxy.authorization=none
            s3proxy.endpoint=http://127.0.0.1:0
            jclouds.provider=transient-nio2
            jclouds.identity=test
            jclouds.credential=testtest
            """;
    private static final String LOG = """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%level %msg%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="out"/></root>
            </configuration>
            """;

    static final TestServer SERVER = start();

    private S3Proxy() {}

    private static TestServer start() {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        try {
            Path folder = Files.createDirectories(module.resolve("target/s3proxy"));
            Path settings = Files.writeString(folder.resolve("s3proxy.properties"), SETTINGS);
            Path log = Files.writeString(folder.resolve("logback.xml"), LOG);
            String classPath = Files.readString(module.resolve("servers/s3proxy/target/classpath"));
            return new TestServer(
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dlogback.configurationFile=" + log,
                            "-cp",
                            classPath,
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            settings.toString()),
                    Map.of(),
                    READY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
