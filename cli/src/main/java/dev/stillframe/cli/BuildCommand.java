package dev.stillframe.cli;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.LastBuild;
import dev.stillframe.standalone.build.Edition;
import java.time.Instant;
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

    @Override
    public Integer call() {
        try (Edition edition = options.openExisting()) {
            if (options.now != null) {
                refuseThePast(edition);
            }
            return new Builds(edition, spec.commandLine().getOut(), spec.commandLine().getErr())
                    .run(edition.scopes(), BuildMode.ALL, options.json);
        }
    }

    private void refuseThePast(Edition edition) {
        long asked = options.clock().millis();
        for (Scope scope : edition.ports().checkpoints().scopes()) {
            LastBuild.of(edition.ports().checkpoints(), scope)
                    .filter(last -> last.now() > asked)
                    .ifPresent(last -> {
                        throw new WrongUse("--now " + Instant.ofEpochMilli(asked) + " is before the last build of "
                                + scope + ", which was for " + Instant.ofEpochMilli(last.now())
                                + "; choose a later instant, or use 'rebuild' to go back");
                    });
        }
    }
}
