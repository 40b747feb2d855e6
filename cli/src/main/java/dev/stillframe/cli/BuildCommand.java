package dev.stillframe.cli;

import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.standalone.build.Edition;
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
            "Works beside a running 'serve'."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe build",
            "  stillframe build --data /srv/stillframe --json",
            "  stillframe build --now 2019-04-03T20:00:00Z   as of the end of an old log"
        })
final class BuildCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DataOptions options = new DataOptions();

    /**
     * Makes the settings those of the folder, and says so where they are new.
     *
     * @param beside whether a 'serve' may be running with others
     */
    static void adoptSettings(Edition edition, PrintWriter err, boolean beside) {
        if (edition.adoptSettings()) {
            err.println("The settings are others than at the last build: what depends on them is computed again."
                    + (beside ? " Restart a running 'serve' to make it use them." : ""));
        }
    }

    @Override
    public Integer call() {
        try (Edition edition = options.openExisting()) {
            options.refuseThePast(edition);
            adoptSettings(edition, spec.commandLine().getErr(), true);
            return new Builds(
                            edition,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .run(edition.scopes(), BuildMode.ALL, options.json);
        }
    }
}
