package dev.stillframe.aws.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** ministack, where it is installed: every service in one process. One for all tests. */
public final class Ministack {
    private static final String INSTALL = "pip install ministack==1.5.33";

    /** Empty where it is not installed, which is said once. */
    public static final Optional<TestServer> SERVER = start();

    private Ministack() {}

    /** For a condition of tests. */
    public static boolean isHere() {
        return SERVER.isPresent();
    }

    private static Optional<TestServer> start() {
        Path home = Path.of(System.getProperty("user.home"));
        Path program = Repository.program(
                "ministack", home.resolve(".local/bin"), home.resolve(".cache/stillframe/ministack/bin"));
        if (program == null) {
            Backends.missing("ministack", "neither on the PATH nor in ~/.local/bin; get it with: " + INSTALL);
            return Optional.empty();
        }
        int port = Repository.freePort();
        return Optional.of(new TestServer(
                "ministack",
                List.of(program.toString()),
                Map.of("BIND_HOST", "127.0.0.1", "GATEWAY_PORT", String.valueOf(port)),
                Pattern.compile("127\\.0\\.0\\.1:(" + port + ")")));
    }
}
