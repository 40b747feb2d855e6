package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.encode.Payload;
import dev.stillframe.core.encode.PayloadEncoder;
import dev.stillframe.core.fold.FoldCodec;
import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.rollup.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves what is published: computes each file again from the sample store, at the instant and the watermark that it was
 * published with, and compares. Changes nothing.
 */
public final class Verifier {
    private final Ports ports;
    private final Metrics metrics;
    private final RollupVerifier rollups;
    private final Pages pages;

    /** A verifier of a deployment without pages, whose rollups are made by the usual rules. */
    public Verifier(Ports ports, Metrics metrics) {
        this(ports, metrics, Rules.USUAL, Pages.NONE);
    }

    /**
     * A verifier.
     *
     * @param metrics the deployment's catalogue
     * @param rules by which its rollups are made
     * @param pages makes what people see
     */
    public Verifier(Ports ports, Metrics metrics, Rules rules, Pages pages) {
        this.ports = ports;
        this.metrics = metrics;
        this.rollups = new RollupVerifier(ports, metrics, rules);
        this.pages = pages;
    }

    /**
     * What was found for a scope.
     *
     * @param scope the scope
     * @param build the build that was verified, 0 when there is none
     * @param files how many files were compared
     * @param samples samples in the longest window
     * @param differences what is not as it should be, one line each; empty when all is right
     */
    public record Findings(Scope scope, long build, int files, long samples, List<String> differences) {}

    /**
     * Verifies a scope. Where a build replaces files meanwhile, it begins again, so that it never reports a difference that is
     * merely a change.
     */
    public Findings verify(Scope scope) {
        Findings findings = once(scope);
        for (int again = 0;
                again < 5 && !findings.differences().isEmpty() && inWork(scope, findings.build());
                again++) {
            findings = once(scope);
        }
        return findings;
    }

    /** The public keys of a scope whose files are missing or not what was put there. A quick look, no proof. */
    public List<String> publicFiles(Scope scope) {
        List<String> keys = PublicKeys.snapshots(scope);
        keys.add(Manifest.key(scope));
        keys.addAll(pages.keys(scope));
        return ports.snapshots().damaged(keys).stream().sorted().toList();
    }

    /** Whether a builder has committed since, or is still promoting what it committed. */
    private boolean inWork(Scope scope, long build) {
        Base base = Base.load(scope, ports.checkpoints(), ports.snapshots());
        Root root = base.root();
        return root != null && (root.build() != build || !base.complete());
    }

    private Findings once(Scope scope) {
        Optional<CheckpointStore.Root> stored = ports.checkpoints().load(scope);
        if (stored.isEmpty()) {
            return new Findings(scope, 0, 0, 0, List.of("nothing is built yet; run 'stillframe build'"));
        }
        Root root;
        try {
            root = RootCodec.read(stored.get().bytes());
        } catch (IllegalArgumentException e) {
            return new Findings(scope, 0, 0, 0, List.of("the root record " + e.getMessage()));
        }
        List<String> differences = new ArrayList<>();
        Map<Instance, FoldState> states = new HashMap<>();
        compareState(scope, root, states, differences);
        List<Meta> metas = new ArrayList<>();
        PageFiles seen = new PageFiles(pages, scope);
        root.published(scope).forEach((id, entry) -> {
            FoldState state =
                    states.computeIfAbsent(new Instance(entry.now(), entry.watermark()), at -> recompute(scope, at));
            comparePayload(id, entry, state, differences);
            compareMeta(id, entry, differences).ifPresent(metas::add);
        });
        if (metas.size() != SnapshotId.of(scope).size()) {
            differences.add(scope + ": " + metas.size() + " of 24 snapshots are published whole");
        }
        compareManifest(scope, root, metas, differences);
        comparePages(seen, root, states, differences);
        int more = rollups.verify(scope, root, differences);
        Root.Entry longest = root.snapshots().getLast();
        return new Findings(
                scope,
                root.build(),
                2 * metas.size() + 1 + more + seen.keys().size(),
                longest == null ? 0 : longest.samples(),
                differences);
    }

    private record Instance(long now, Position watermark) {}

    private FoldState recompute(Scope scope, Instance at) {
        return Recomputation.of(ports.samples(), metrics, scope, at.now(), at.watermark());
    }

    private void compareState(Scope scope, Root root, Map<Instance, FoldState> states, List<String> differences) {
        if (!root.definition().equals(metrics.fingerprint())) {
            differences.add(scope + ": it was built with other metrics than are set now; run 'stillframe build'");
            return;
        }
        Instance at = new Instance(root.now(), root.watermark());
        FoldState computed = recompute(scope, at);
        states.put(at, computed);
        Optional<byte[]> rings = ports.checkpoints().object(scope, root.rings());
        if (rings.isEmpty()) {
            differences.add(scope + ": the stored state is missing");
        } else if (!sameState(rings.get(), computed)) {
            differences.add(scope + ": the stored state is not what the samples give");
        }
    }

    private boolean sameState(byte[] stored, FoldState computed) {
        if (Arrays.equals(stored, FoldCodec.write(computed))) {
            return true;
        }
        try {
            // Of very many samples ahead of their time, a state that was continued may know fewer.
            FoldState continued = FoldCodec.read(stored, metrics);
            return continued.now() == computed.now()
                    && continued.completeUntil() < Long.MAX_VALUE
                    && Arrays.equals(FoldCodec.rings(continued), FoldCodec.rings(computed));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void comparePayload(SnapshotId id, Root.Entry entry, FoldState state, List<String> differences) {
        Payload expected = new PayloadEncoder(metrics).encode(id, state);
        if (!expected.checksum().equals(entry.checksum())) {
            differences.add(id + ": the samples give " + expected.samples() + " samples in " + expected.points()
                    + " points, published were " + entry.samples() + " in " + entry.points());
            return;
        }
        Optional<SnapshotStore.Published> published = ports.snapshots().read(id.key());
        if (published.isEmpty()) {
            differences.add(id + ": the file is missing or damaged");
        } else if (!json(published.get().object()).equals(Optional.of(expected.checksum()))) {
            differences.add(id + ": the file is not what the samples give");
        } else if (published.get().object().body().length != entry.bytes()) {
            differences.add(
                    id + ": the file has " + published.get().object().body().length + " bytes, not " + entry.bytes());
        }
    }

    private void comparePages(PageFiles seen, Root root, Map<Instance, FoldState> states, List<String> differences) {
        Root.Entry entry = root.shown();
        if (!seen.any()) {
            return;
        }
        if (entry == null) {
            differences.add(seen.shown().scope() + ": no pages are published yet; run 'stillframe build'");
            return;
        }
        FoldState state = states.computeIfAbsent(
                new Instance(entry.now(), entry.watermark()),
                at -> recompute(seen.shown().scope(), at));
        byte[] json = new PayloadEncoder(metrics).encode(seen.shown(), state).json();
        seen.wrong(ports.snapshots(), json, entry).forEach((key, why) -> differences.add(key + ": " + why));
    }

    private static Optional<String> json(StoredObject object) {
        return Unpacked.json(object).map(Checksum::of);
    }

    private Optional<Meta> compareMeta(SnapshotId id, Root.Entry entry, List<String> differences) {
        Optional<SnapshotStore.Published> published = ports.snapshots().read(id.metaKey());
        if (published.isEmpty()) {
            differences.add(id.metaKey() + ": the file is missing or damaged");
            return Optional.empty();
        }
        Meta meta;
        try {
            meta = Meta.parse(id, published.get().object().body());
        } catch (IllegalArgumentException e) {
            differences.add(id.metaKey() + ": " + e.getMessage());
            return Optional.empty();
        }
        Meta expected = entry.meta(id, meta.versionId(), meta.stale());
        if (!meta.equals(expected)) {
            differences.add(id.metaKey() + ": it says other things than were committed");
        }
        Optional<StoredObject> version = ports.snapshots().readVersion(id.scope(), id.key(), meta.versionId());
        if (version.isEmpty() || !json(version.get()).equals(Optional.of(meta.checksum()))) {
            differences.add(id.metaKey() + ": the version it names is missing or another");
        }
        return Optional.of(meta);
    }

    private void compareManifest(Scope scope, Root root, List<Meta> metas, List<String> differences) {
        String key = Manifest.key(scope);
        Optional<SnapshotStore.Published> published = ports.snapshots().read(key);
        if (published.isEmpty()) {
            differences.add(key + ": the file is missing or damaged");
            return;
        }
        try {
            Manifest manifest = Manifest.parse(scope, published.get().object().body());
            if (!manifest.equals(Manifest.of(scope, root.build(), root.now(), metas))) {
                differences.add(key + ": it says other things than the metas");
            }
        } catch (IllegalArgumentException e) {
            differences.add(key + ": " + e.getMessage());
        }
    }
}
