package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.web.DeploymentPages;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The options of commands that work on a data folder and on a deployment on AWS alike. The one place that opens either. */
final class DeploymentOptions {
    /** Where a build mostly waits for answers. */
    private static final int BUILDS_ON_AWS = 8;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command = CommandSpec.create();

    @Mixin
    DataOptions data = new DataOptions();

    @Mixin
    AwsOptions aws = new AwsOptions();

    /** Whether a deployment on AWS is meant. */
    boolean onAws() {
        if (aws.name == null && (aws.region != null || aws.endpoint != null)) {
            throw new WrongUse("--region and --endpoint say where a deployment on AWS is; name it with --aws");
        }
        if (aws.name != null && data.data != null) {
            throw new WrongUse("--data and --aws name two places; use one of them");
        }
        return aws.name != null;
    }

    /** Whether the result is to be JSON. */
    boolean json() {
        return data.json;
    }

    /** The clock: the machine's, or standing still at {@code --now}. */
    InstantSource clock() {
        return data.clock();
    }

    /** The environment variables. */
    Map<String, String> environment() {
        return Stillframe.environment(command);
    }

    /** How many builds run side by side. */
    int atOnce() {
        return onAws() ? BUILDS_ON_AWS : Runtime.getRuntime().availableProcessors();
    }

    /** What runs with other settings yet, and what to do about it. */
    String others() {
        return onAws()
                ? " Functions that are warm use the older ones until they start anew: publish them again, or wait."
                : " Restart a running 'serve' to make it use them.";
    }

    /** What makes builds without a command, at the beginning of a sentence's second half. */
    String builder() {
        return onAws()
                ? "the schedule builds within a minute; without one, run 'stillframe build --aws " + aws.name + "'"
                : "a running 'serve' builds at once; without one, run 'stillframe build'";
    }

    /** Refuses {@code --now} before the last build of any scope. */
    void refuseThePast(Deployment deployment) {
        data.refuseThePast(deployment);
    }

    /** Opens the deployment; a folder is made if need be. */
    Deployment open() {
        return onAws() ? onAwsOpened() : openFolder();
    }

    /** Opens the deployment; a folder must hold samples or a database already. */
    Deployment openExisting() {
        // Of a folder that is being restored, opening says so.
        if (!onAws()
                && !Files.exists(data.folder().database())
                && !Files.exists(data.folder().restoring())) {
            throw new Failure("there is no data in "
                    + data.folder().root().toAbsolutePath().normalize()
                    + "; take some in with 'stillframe import FILE', or name the folder with --data");
        }
        return open();
    }

    /** Opens the deployment; a folder only when something is to be stored, so that a vain command makes none. */
    LateStores openLate() {
        if (onAws()) {
            return new LateStores(onAwsOpened());
        }
        Settings settings = data.settings(environment());
        return new LateStores(settings, () -> open(settings));
    }

    /** Opens the folder, which is made if need be. */
    Edition openFolder() {
        return open(data.settings(environment()));
    }

    private Edition open(Settings settings) {
        return Edition.open(data.folder(), settings, DeploymentPages.of(settings), clock());
    }

    private Deployment onAwsOpened() {
        return OnAws.deployment(aws, environment(), clock());
    }
}
