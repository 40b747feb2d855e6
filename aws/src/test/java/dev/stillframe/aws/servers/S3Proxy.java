package dev.stillframe.aws.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** s3proxy, one for all tests: a server in memory. Its {@code If-Match} is right, but not atomic. */
public final class S3Proxy {
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

    /** The server. */
    public static final TestServer SERVER = start();

    private S3Proxy() {}

    private static TestServer start() {
        Path folder = Repository.folder("s3proxy");
        Path settings = Repository.file(folder, "s3proxy.properties", SETTINGS);
        Path log = Repository.file(folder, "logback.xml", LOG);
        List<String> options = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=" + log);
        return new TestServer(
                "s3proxy 4.1.0",
                Repository.java("s3proxy", options, "org.gaul.s3proxy.Main", "--properties", settings.toString()),
                Map.of(),
                READY);
    }
}
