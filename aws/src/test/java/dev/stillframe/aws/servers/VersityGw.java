package dev.stillframe.aws.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** versitygw, where it is installed: a real server, whose conditions hold under races. One for all tests. */
public final class VersityGw {
    private static final String INSTALL = "go install github.com/versity/versitygw/cmd/versitygw@v1.8.0";
    private static final Pattern READY = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

    /** Empty where it is not installed, which is said once. */
    public static final Optional<TestServer> SERVER = start();

    private VersityGw() {}

    /** For a condition of tests. */
    public static boolean isHere() {
        return SERVER.isPresent();
    }

    private static Optional<TestServer> start() {
        Path program = Repository.program("versitygw", Path.of(System.getProperty("user.home"), "go", "bin"));
        if (program == null) {
            Backends.missing("versitygw", "neither on the PATH nor in ~/go/bin; get it with: " + INSTALL);
            return Optional.empty();
        }
        Path objects = Repository.folder("versitygw");
        return Optional.of(new TestServer(
                "versitygw",
                List.of(
                        program.toString(),
                        "--port",
                        "127.0.0.1:" + Repository.freePort(),
                        "posix",
                        objects.toString()),
                Map.of("ROOT_ACCESS_KEY", TestServer.KEY, "ROOT_SECRET_KEY", TestServer.SECRET),
                READY));
    }
}
