package dev.stillframe.core.publish;

import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.LeaseStore;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;

/** The stores that a build works on. */
public record Ports(SampleStore samples, CheckpointStore checkpoints, SnapshotStore snapshots, LeaseStore leases) {}
