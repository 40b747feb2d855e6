package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.encode.PayloadEncoder;
import dev.stillframe.core.fold.FoldState;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.read.PageKeys;
import dev.stillframe.core.rollup.RollupFiles;
import dev.stillframe.core.rollup.Rollups;
import dev.stillframe.core.rollup.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The builds of one scope without stores: folds, plans and remembers as a build does, and writes nothing. Says how much each build
 * would write. For one thread.
 */
public final class Rehearsal {
    private final Scope scope;
    private final Metrics metrics;
    private final PayloadEncoder encoder;
    private final FoldState state;
    private final Rollups rollups;
    private Root.Rollup rollup;
    private boolean touched;
    private long folded;
    private @Nullable Root root;
    private @Nullable Manifest manifest;

    /**
     * A scope that was never built.
     *
     * @param now the present, epoch milliseconds
     */
    public Rehearsal(Scope scope, Metrics metrics, long now) {
        this.scope = scope;
        this.metrics = metrics;
        this.encoder = new PayloadEncoder(metrics);
        this.state = new FoldState(metrics, now);
        this.rollups = Rollups.empty(scope, Rules.USUAL, metrics);
        this.rollup = rollup(now, Long.MAX_VALUE);
        state.onFolded(sample -> {
            rollups.add(sample);
            touched = true;
        });
    }

    private static Root.Rollup rollup(long now, long nextClosing) {
        return new Root.Rollup("", "", "", now, Position.NONE, false, nextClosing);
    }

    /**
     * What a build would do.
     *
     * @param payloads payloads that it would write, each with its meta
     * @param renewals metas that it would write alone
     * @param rollups files of calendar rollups that it would write
     * @param pages files for people that it would write
     * @param rows whether it would store rows of rollups
     * @param commits whether it would commit at all
     */
    public record Done(int payloads, int renewals, int rollups, int pages, boolean rows, boolean commits) {}

    /** A sample arrives. */
    public void arrive(Sample sample) {
        state.fold(++folded, sample);
    }

    /**
     * A build.
     *
     * @param order what is to be built; its listener is not told
     * @param now the present, epoch milliseconds; never before the last one
     */
    public Done build(BuildOrder order, long now) {
        state.advance(now);
        List<SnapshotId> ids = SnapshotId.of(scope);
        Root old = root;
        long last = old == null ? 0 : old.build();
        Base base = new Base(last, old, manifest, last);
        Plan plan = Plan.of(ids, base, Set.of(), Set.of(), old == null, order, state, encoder);
        PagePlan pagePlan = PagePlan.of(base, plan, order, now, false);
        int files = rollups(order, now);
        if (!plan.needed() && files == 0) {
            return new Done(0, 0, 0, 0, false, false);
        }
        NextRoot.Instance made =
                new NextRoot.Instance(last + 1, "rehearsal", now, Position.after(folded), now, order.cadence());
        List<Long> sizes = Collections.nCopies(plan.writes().size(), 0L);
        Root next =
                NextRoot.of(plan, made, metrics, "rings", sizes, RollupPlan.rehearsed(scope, rollup, now), pagePlan);
        int pages = pagePlan.writes() ? PageKeys.of(scope).size() : 0;
        List<Meta> metas = new ArrayList<>();
        next.published(scope).forEach((id, entry) -> {
            String version = entry.versionId();
            metas.add(entry.meta(id, version == null ? "version-" + entry.build() : version, null));
        });
        root = next;
        manifest = Manifest.of(scope, next.build(), now, metas);
        boolean rows = touched || files > 0;
        touched = false;
        return new Done(plan.writes().size(), plan.renewals(), files, pages, rows, true);
    }

    /** How many files of rollups a build would write. */
    private int rollups(BuildOrder order, long now) {
        rollups.settle();
        boolean pending = !rollups.pending().isEmpty();
        if (root != null && !RollupPlanning.isTime(rollup, pending, order.mode(), now)) {
            return 0;
        }
        rollups.close(rollup.now(), now);
        int files = new RollupFiles(rollups, now).of(rollups.pending()).size();
        rollups.publish();
        rollup = rollup(now, rollups.nextClosing(now));
        return files;
    }
}
