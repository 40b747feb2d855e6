package dev.stillframe.aws.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** ElasticMQ, one for all tests: queues in memory. */
public final class ElasticMq {

    /** The server. */
    public static final TestServer SERVER = start();

    private ElasticMq() {}

    private static TestServer start() {
        int port = Repository.freePort();
        Path settings = Repository.file(
                Repository.folder("elasticmq"), "elasticmq.conf", """
                include classpath("application.conf")
                node-address { protocol = http, host = "127.0.0.1", port = %d, context-path = "" }
                rest-sqs { enabled = true, bind-hostname = "127.0.0.1", bind-port = %d, sqs-limits = strict }
                rest-stats { enabled = false }
                """.replace("%d", String.valueOf(port)));
        return new TestServer(
                "ElasticMQ 1.7.1",
                Repository.java(
                        "elasticmq",
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dconfig.file=" + settings),
                        "org.elasticmq.server.Main"),
                Map.of(),
                Pattern.compile("(?:Started|started|Bind).*?:(" + port + ")"));
    }
}
