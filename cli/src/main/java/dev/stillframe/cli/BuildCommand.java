package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.publish.BuildMode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code build}: one build now, of all scopes and windows. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        header = "Build all scopes and windows now.",
        description = {
            "Builds all scopes and windows now: folds the samples that are new and publishes what changed.",
            "Works beside a running 'serve', and beside the functions of a deployment on AWS."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe build",
            "  stillframe build --data /srv/stillframe --json",
            "  stillframe build --now 2019-04-03T20:00:00Z   as of the end of an old log",
            "  stillframe build --aws speed                  a deployment on AWS, from here"
        })
final class BuildCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    /**
     * Makes the settings those of the folder, and says so where they are new.
     *
     * @param others what runs with others yet, and what to do about it; empty where nothing can
     */
    static void adoptSettings(Deployment deployment, PrintWriter err, String others) {
        if (deployment.adoptSettings()) {
            err.println(
                    "The settings are others than at the last build: what depends on them is computed again." + others);
        }
    }

    @Override
    public Integer call() {
        try (Deployment deployment = options.openExisting()) {
            options.refuseThePast(deployment);
            deployment.requireFitStores();
            adoptSettings(deployment, spec.commandLine().getErr(), options.others());
            return new Builds(
                            deployment,
                            options.atOnce(),
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .run(deployment.scopes(), BuildMode.ALL, options.json());
        }
    }
}
