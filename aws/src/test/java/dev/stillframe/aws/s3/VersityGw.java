package dev.stillframe.aws.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** versitygw, where it is installed: a real server, whose conditions hold under races. One for all tests. */
final class VersityGw {
    private static final String INSTALL = "go install github.com/versity/versitygw/cmd/versitygw@v1.8.0";
    private static final Pattern READY = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

    /** Empty where it is not installed, which is said once. */
    static final Optional<TestServer> SERVER = program().map(VersityGw::start);

    private VersityGw() {}

    /** For a condition of tests. */
    static boolean isHere() {
        return SERVER.isPresent();
    }

    private static Optional<Path> program() {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            folders.add(Path.of(folder));
        }
        folders.add(Path.of(System.getProperty("user.home"), "go", "bin"));
        Optional<Path> found = folders.stream()
                .map(folder -> folder.resolve("versitygw"))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.err.println(
                    "NOT TESTED on a real S3 server: versitygw is neither on the PATH nor in ~/go/bin. Get it with: "
                            + INSTALL);
        }
        return found;
    }

    private static TestServer start(Path program) {
        Path target =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target");
        try {
            Path objects = Files.createTempDirectory(Files.createDirectories(target), "versitygw");
            return new TestServer(
                    List.of(program.toString(), "--port", "127.0.0.1:" + freePort(), "posix", objects.toString()),
                    Map.of("ROOT_ACCESS_KEY", TestServer.KEY, "ROOT_SECRET_KEY", TestServer.SECRET),
                    READY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It must be told its port. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
