package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Payload;
import dev.stillframe.core.encode.PayloadEncoder;
import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.SnapshotId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a build has to do for each snapshot of its scope. Decides, and does nothing.
 *
 * @param steps one for each snapshot, in the order of {@link SnapshotId#of}
 * @param broken whether something beside the snapshots themselves must be written again: state, manifest
 */
record Plan(List<Step> steps, boolean broken) {
    /** What to do for one snapshot. */
    sealed interface Step {
        /** Nothing. */
        record Keep(SnapshotId id, Root.@Nullable Entry entry) implements Step {}

        /** Its content is right; a new meta says so. */
        record Renew(SnapshotId id, Root.Entry entry, Payload payload) implements Step {}

        /** It gets new bytes. */
        record Write(SnapshotId id, Root.@Nullable Entry entry, Payload payload) implements Step {}
    }

    /** Whether there is anything to write at all. */
    boolean needed() {
        return broken || steps.stream().anyMatch(s -> !(s instanceof Step.Keep));
    }

    List<Step.Write> writes() {
        List<Step.Write> writes = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Write write) {
                writes.add(write);
            }
        }
        return writes;
    }

    int renewals() {
        return (int) steps.stream().filter(s -> s instanceof Step.Renew).count();
    }

    /** Plans from what is published, what of it is damaged, and the state just folded. */
    static Plan of(
            List<SnapshotId> ids,
            Base base,
            Set<String> damaged,
            Set<SnapshotId> marked,
            boolean stateIsNew,
            BuildOrder order,
            FoldState state,
            PayloadEncoder encoder) {
        BuildMode mode = order.mode();
        Cadence cadence = order.cadence();
        Manifest manifest = base.manifest();
        boolean unfinished = !base.complete();
        List<Root.@Nullable Entry> entries = base.entries(ids);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            SnapshotId id = ids.get(i);
            Root.Entry entry = entries.get(i);
            if (entry == null) {
                steps.add(new Step.Write(id, null, encoder.encode(id, state)));
                continue;
            }
            Manifest.Entry named = manifest == null ? null : manifest.entry(id.key());
            boolean live = entry.versionId() != null && !damaged.contains(id.key());
            boolean metaWrong = unfinished
                    || marked.contains(id)
                    || damaged.contains(id.metaKey())
                    || named == null
                    || named.stale() != null;
            boolean elapsed =
                    state.now() + order.aheadMillis() >= entry.dueAt(id.window(), cadence) || entry.now() > state.now();
            if (mode == BuildMode.DUE && live && !metaWrong && !elapsed && !stateIsNew) {
                steps.add(new Step.Keep(id, entry));
                continue;
            }
            Payload payload = encoder.encode(id, state);
            if (!live || !payload.checksum().equals(entry.checksum())) {
                steps.add(new Step.Write(id, entry, payload));
            } else if (mode == BuildMode.REFRESH
                    || metaWrong
                    || entry.renewable(id.window(), cadence, state.now())
                    || entry.now() > state.now()) {
                steps.add(new Step.Renew(id, entry, payload));
            } else {
                steps.add(new Step.Keep(id, entry));
            }
        }
        return new Plan(steps, unfinished || stateIsNew);
    }
}
