package dev.stillframe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks for what could keep the product from working, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = "Check everything and say what to do.",
        description = {
            "Checks Java, settings, data folder, disk, database, builds and hosts, and says what to do;",
            "of a deployment on AWS credentials, buckets, tables, queues, what the store can do, builds and files.",
            "Exit code 1 when something needs attention. Changes nothing in an existing folder."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe doctor",
            "  stillframe doctor --data /srv/stillframe --json",
            "  stillframe doctor --aws speed",
            "  stillframe doctor --aws speed --create"
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Option(
            names = "--create",
            description = "With --aws: create the buckets, tables and queues that are missing. Deletes nothing.")
    boolean create;

    @Override
    public Integer call() {
        Checkup checkup = new Checkup();
        checkup.good("java", Runtime.version().toString());
        if (options.onAws()) {
            AwsDoctor doctor = new AwsDoctor(checkup, options);
            if (create) {
                doctor.create(spec.commandLine().getErr());
            }
            doctor.look();
        } else if (create) {
            throw new WrongUse("--create is for a deployment on AWS; name it with --aws");
        } else {
            new FolderDoctor(checkup, options).look();
        }
        return checkup.print(spec.commandLine().getOut(), options.json());
    }
}
