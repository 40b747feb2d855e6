package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.read.RollupReader;
import java.util.Optional;

/** Opens the published rollups of a deployment. */
final class Rollups {
    private Rollups() {}

    /** A reader of what its store has. */
    static RollupReader of(Deployment deployment) {
        return new RollupReader(
                deployment.snapshots(),
                lost -> Optional.empty(),
                deployment.rules().calendar());
    }
}
