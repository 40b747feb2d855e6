package dev.stillframe.aws.servers;

import dev.stillframe.aws.ClientSettings;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** LocalStack in a container, where there is Docker: every service in one. One for all tests of a module. */
public final class LocalStack {
    /** Later images want a token. */
    private static final String IMAGE = "localstack/localstack:4.12";

    /** Where there is no Docker, the library says so at length; here it is said once. */
    private static final Logger LIBRARY = Logger.getLogger("org.testcontainers");

    /** How it is reached; empty where there is no Docker, which is said once. */
    public static final Optional<ClientSettings> SETTINGS = start();

    private LocalStack() {}

    /** For a condition of tests. */
    public static boolean isHere() {
        return SETTINGS.isPresent();
    }

    private static boolean isDockerHere() {
        Level before = LIBRARY.getLevel();
        LIBRARY.setLevel(Level.OFF);
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } finally {
            LIBRARY.setLevel(before);
        }
    }

    /** It ends with this process: the library sees to that. */
    private static Optional<ClientSettings> start() {
        if (!isDockerHere()) {
            Backends.missing("LocalStack", "no Docker");
            return Optional.empty();
        }
        LocalStackContainer container =
                new LocalStackContainer(DockerImageName.parse(IMAGE)).withServices("s3", "dynamodb", "sqs");
        container.start();
        Backends.used("LocalStack 4.12");
        return Optional.of(ClientSettings.compatible(container.getEndpoint(), container.getRegion())
                .with(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey()))));
    }
}
