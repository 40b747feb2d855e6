package dev.stillframe.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which deployment on AWS is meant, and how it is reached. */
final class AwsOptions {
    @Nullable
    @Option(
            names = "--aws",
            paramLabel = "NAME",
            description = "A deployment on AWS in place of a data folder, by its name.")
    String name;

    @Nullable
    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region of --aws (default: AWS_REGION, or that of AWS_PROFILE).")
    String region;

    @Nullable
    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "A server that is compatible with AWS, for --aws (default: AWS_ENDPOINT_URL).")
    String endpoint;
}
