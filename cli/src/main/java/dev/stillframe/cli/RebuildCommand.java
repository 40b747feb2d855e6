package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.publish.BuildMode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rebuild}: throws the derived state away and computes it again. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        header = "Throw derived state away and compute it again.",
        description = {
            "Throws the derived state away and computes everything again from the samples.",
            "Samples are never touched. Files that come out the same are not written again."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe rebuild",
            "  stillframe rebuild --host home",
            "  stillframe rebuild --aws speed"
        })
final class RebuildCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Nullable
    @Option(names = "--host", paramLabel = "HOST", description = "Only this host (default: all scopes).")
    String host;

    @Override
    public Integer call() {
        try (Deployment deployment = options.openExisting()) {
            deployment.requireFitStores();
            BuildCommand.adoptSettings(deployment, spec.commandLine().getErr(), options.others());
            return new Builds(
                            deployment,
                            options.atOnce(),
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .run(Scopes.chosen(deployment, host), BuildMode.REBUILD, options.json());
        }
    }
}
