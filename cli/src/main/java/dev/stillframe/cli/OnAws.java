package dev.stillframe.cli;

import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.aws.Place;
import dev.stillframe.aws.Reason;
import dev.stillframe.aws.s3.SettingsObject;
import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.web.DeploymentPages;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Opens deployments on AWS. Only this and what it opens needs the SDK, which is loaded when it is used. */
final class OnAws {
    /** A build has up to 48 requests at once, and the plain client keeps five connections unless told otherwise. */
    private static final String CONNECTIONS = "http.maxConnections";

    private OnAws() {}

    /** What the options and the environment say. */
    static FunctionSettings settings(AwsOptions options, Map<String, String> environment) {
        if (System.getProperty(CONNECTIONS) == null) {
            System.setProperty(CONNECTIONS, "64");
        }
        try {
            return new FunctionSettings(
                    Place.of(Objects.requireNonNull(options.name), environment),
                    ClientSettings.of(environment, options.region, options.endpoint),
                    environment);
        } catch (IllegalArgumentException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    /** Clients that have credentials. */
    static Clients clients(FunctionSettings settings) {
        Clients clients = new Clients(settings.clients());
        try {
            clients.credentials().resolveCredentials();
            return clients;
        } catch (SdkException e) {
            clients.close();
            throw new Failure(Reason.of(e), e);
        }
    }

    /** The settings file of a deployment, empty where there is none. */
    static Optional<byte[]> settingsFile(Deployment deployment) {
        return deployment instanceof AwsEdition edition
                ? new SettingsObject(edition.clients().s3(), edition.parts().buckets())
                        .read()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The deployment. */
    static Deployment deployment(AwsOptions options, Map<String, String> environment, InstantSource clock) {
        FunctionSettings settings = settings(options, environment);
        Clients clients = clients(settings);
        try {
            return settings.open(clients, DeploymentPages::of, clock);
        } catch (RuntimeException e) {
            clients.close();
            throw e;
        }
    }
}
