package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.PayloadEncoder;
import dev.stillframe.core.fold.FoldCodec;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.port.CommitResult;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.rollup.Rules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds a scope: lease, load, read, fold, encode, stage, validate, commit, promote. Safe to call from any number of threads
 * and processes at once, also for the same scope; may die at any instruction.
 */
public final class Builder {
    /** How long a builder may take before another takes its scope over. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private final Ports ports;
    private final Metrics metrics;
    private final Rules rules;
    private final Pages pages;
    private final BooleanSupplier assetsAreThere;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** A builder of a deployment without pages, whose rollups are made by the usual rules. */
    public Builder(Ports ports, Metrics metrics, InstantSource clock, Supplier<String> ids) {
        this(ports, metrics, Rules.USUAL, Pages.NONE, clock, ids);
    }

    /** A builder for whom what pages name is always there. */
    public Builder(Ports ports, Metrics metrics, Rules rules, Pages pages, InstantSource clock, Supplier<String> ids) {
        this(ports, metrics, rules, pages, () -> true, clock, ids);
    }

    /**
     * A builder.
     *
     * @param metrics the deployment's catalogue
     * @param rules by which its rollups are made
     * @param pages makes what people see
     * @param assetsAreThere asked before pages are written: whether all that they name is published; where it is not, pages stay as
     *     they are, and the numbers go out
     * @param clock the present
     * @param ids a source of texts that never repeat
     */
    public Builder(
            Ports ports,
            Metrics metrics,
            Rules rules,
            Pages pages,
            BooleanSupplier assetsAreThere,
            InstantSource clock,
            Supplier<String> ids) {
        this.ports = ports;
        this.metrics = metrics;
        this.rules = rules;
        this.pages = pages;
        this.assetsAreThere = assetsAreThere;
        this.clock = clock;
        this.ids = ids;
    }

    /** Builds a scope once. Never throws for what a store does: a build that fails marks the scope stale and says why. */
    public BuildOutcome build(Scope scope, BuildMode mode) {
        return build(new BuildOrder(scope, mode));
    }

    /** Builds a scope once, as {@link #build(Scope, BuildMode)}. */
    public BuildOutcome build(BuildOrder order) {
        Scope scope = order.scope();
        String builder = ids.get();
        try {
            if (!ports.leases().acquire(scope.name(), builder, clock.millis(), LEASE)) {
                return new BuildOutcome.Busy(scope);
            }
        } catch (StoreException e) {
            return new BuildOutcome.Failed(scope, "the lease could not be taken: " + e.getMessage(), e);
        }
        try {
            return run(order, builder);
        } catch (RuntimeException e) {
            new StaleMark(ports, clock).set(scope, builder, LEASE);
            return new BuildOutcome.Failed(scope, String.valueOf(e.getMessage()), e);
        } finally {
            release(scope, builder);
        }
    }

    private BuildOutcome run(BuildOrder order, String buildId) {
        Scope scope = order.scope();
        BuildMode mode = order.mode();
        Cadence cadence = order.cadence();
        BuildListener listener = order.listener();
        listener.reached(BuildStep.READ);
        Base base = Base.load(scope, ports.checkpoints(), ports.snapshots());
        Root old = base.root();
        long now = Folding.instant(old, mode, clock.millis());
        listener.reached(BuildStep.FOLD);
        RollupFold rollups = new RollupFold(ports, scope, rules, metrics, old);
        Folding.Folded folded = new Folding(ports, metrics).fold(scope, old, mode, now, rollups);

        List<SnapshotId> snapshots = SnapshotId.of(scope);
        // The manifest is not among them: a base without it is not complete.
        SnapshotStore.Survey survey = ports.snapshots().survey(PublicKeys.snapshots(scope));
        Set<String> damaged = survey.damaged();
        Set<SnapshotId> marked = StaleMark.on(snapshots, base.entries(snapshots), survey.checksums());
        PageFiles pageFiles = new PageFiles(pages, scope);
        boolean look = order.pages() || base.bereft();
        boolean owed = pageFiles.areOwed(base, ports.snapshots(), look) && assetsAreThere.getAsBoolean();
        if (owed) {
            // They are written by a build that makes sure of what they show.
            marked.add(pageFiles.shown());
        }
        listener.reached(BuildStep.ENCODE);
        PayloadEncoder encoder = new PayloadEncoder(metrics);
        Plan plan = Plan.of(snapshots, base, damaged, marked, folded.recomputed(), order, folded.state(), encoder);
        PagePlan pagePlan = pageFiles.any()
                ? PagePlan.of(base, plan, order, now, owed || folded.recomputed())
                : PagePlan.none(base);
        RollupPlan calendar =
                new RollupPlanning(ports.snapshots(), scope, rules, base).plan(rollups, folded.watermark(), now, order);
        if (!plan.needed() && !calendar.publishes()) {
            return new BuildOutcome.Unchanged(scope);
        }

        long build = base.build() + 1;
        byte[] rings = FoldCodec.write(folded.state());
        List<StoredObject> payloads = compress(plan.writes(), build);
        listener.reached(BuildStep.STAGE);
        boolean unreadable = pagePlan.writes() && !owed && !assetsAreThere.getAsBoolean();
        Ready ready;
        CommitResult answer;
        try (CheckpointStore.Prepared objects =
                ports.checkpoints().prepare(scope, added(old, folded.recomputed(), rings, calendar))) {
            long stage = stage(scope, old, payloads);
            listener.reached(BuildStep.VALIDATE);
            Validation.check(ports.snapshots(), scope, stage, plan.writes(), folded.state(), metrics);
            NextRoot.Instance made = new NextRoot.Instance(build, buildId, now, folded.watermark(), stage, cadence);
            List<Long> sizes =
                    payloads.stream().map(p -> (long) p.body().length).toList();
            ready = ready(
                    pageFiles,
                    unreadable ? PagePlan.none(base) : pagePlan,
                    base,
                    pages -> NextRoot.of(plan, made, metrics, Folding.id(rings), sizes, calendar, pages));
            Root root = ready.root();
            listener.reached(BuildStep.COMMIT);
            answer = ports.checkpoints().replace(scope, base.version(), RootCodec.write(root), objects, root.objects());
        }
        switch (answer) {
            case CommitResult.Committed c -> {}
            case CommitResult.Lost l -> {
                return new BuildOutcome.Superseded(scope);
            }
            case CommitResult.Unknown unknown -> {
                Root found = stored(scope);
                if (found != null && found.build() >= build && !found.buildId().equals(buildId)) {
                    return new BuildOutcome.Superseded(scope);
                }
                if (found == null || !found.buildId().equals(buildId)) {
                    throw new StoreException("nobody answered whether the build was committed: " + unknown.why());
                }
            }
        }

        listener.reached(BuildStep.PROMOTE);
        Runnable renewal = () -> renew(scope, buildId);
        Root root = ready.root();
        if (!new Promotion(ports.snapshots(), ready.pages()).promote(scope, root, plan, calendar, renewal)) {
            return new BuildOutcome.Superseded(scope);
        }

        String pagesStay = unreadable ? "the pages stay as they are: what they name could not be published" : "";
        String warning = Stream.of(pagesStay, ready.trouble(), tidy(scope, root))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        long bytes = payloads.stream().mapToLong(p -> p.body().length).sum();
        return new BuildOutcome.Built(
                scope,
                build,
                now,
                folded.read(),
                folded.recomputed(),
                payloads.size(),
                plan.renewals(),
                calendar.size(),
                ready.pages().size(),
                bytes,
                warning);
    }

    /** The root that a build commits, the pages that it writes, and why there are none where they could not be made. */
    private record Ready(Root root, List<StoredObject> pages, String trouble) {}

    /** Numbers are published whether or not a page can be made of them: then the pages stay as they are. */
    private static Ready ready(PageFiles files, PagePlan plan, Base base, Function<PagePlan, Root> roots) {
        Root root = roots.apply(plan);
        try {
            return new Ready(root, files.of(plan, root), "");
        } catch (RuntimeException e) {
            return new Ready(roots.apply(PagePlan.none(base)), List.of(), "the pages could not be made: " + e);
        }
    }

    private static List<StoredObject> compress(List<Plan.Step.Write> writes, long build) {
        List<StoredObject> payloads = new ArrayList<>();
        try (Gzip gzip = new Gzip()) {
            for (Plan.Step.Write write : writes) {
                payloads.add(new StoredObject(
                        write.id().key(), gzip.compress(write.payload().json(), build), true));
            }
        }
        return payloads;
    }

    /** Stages the payloads under a number of their own. Another builder may have taken one: the next is tried. */
    private long stage(Scope scope, @Nullable Root old, List<StoredObject> payloads) {
        long last = old == null ? 0 : old.stage();
        if (payloads.isEmpty()) {
            return last;
        }
        long stage = Math.max(clock.millis(), last + 1);
        while (!ports.snapshots().stage(scope, stage, payloads)) {
            stage++;
        }
        return stage;
    }

    /** The objects of the state that the store does not have yet, or may have lost. */
    private static List<CheckpointStore.StateObject> added(
            @Nullable Root old, boolean recomputed, byte[] rings, RollupPlan calendar) {
        List<CheckpointStore.StateObject> objects = new ArrayList<>(calendar.objects());
        String id = Folding.id(rings);
        if (old == null || recomputed || !old.rings().equals(id)) {
            objects.add(new CheckpointStore.StateObject(id, rings));
        }
        return objects;
    }

    private @Nullable Root stored(Scope scope) {
        return ports.checkpoints()
                .load(scope)
                .map(r -> RootCodec.read(r.bytes()))
                .orElse(null);
    }

    /** What may fail without harm. */
    private String tidy(Scope scope, Root root) {
        try {
            Retention.expire(ports.snapshots(), scope, root, clock.millis());
            return "";
        } catch (StoreException e) {
            return "old versions could not be removed: " + e.getMessage();
        }
    }

    /** A lease saves double work; whoever cannot renew it goes on. */
    private void renew(Scope scope, String builder) {
        try {
            ports.leases().acquire(scope.name(), builder, clock.millis(), LEASE);
        } catch (StoreException e) {
            // Another may begin meanwhile, which the conditions of the stores see to.
        }
    }

    private void release(Scope scope, String builder) {
        try {
            ports.leases().release(scope.name(), builder);
        } catch (StoreException e) {
            // It runs out by itself; the build's own outcome is what matters.
        }
    }
}
