package dev.stillframe.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Lets commands of the edition for one machine say that they are not for a deployment on AWS. */
final class FolderOnly {
    @Nullable
    @Option(names = "--aws", hidden = true, arity = "0..1", fallbackValue = "")
    String aws;

    /** Refuses {@code --aws}. */
    void check(String command) {
        if (aws != null) {
            throw new WrongUse(
                    "'" + command + "' is for a data folder on this machine and takes no --aws; a deployment on"
                            + " AWS is served by its CDN and its functions");
        }
    }
}
