package dev.stillframe.standalone.build;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.LastBuild;
import dev.stillframe.core.refresh.Awake;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to build at an instant: each scope when the cadence of one of its windows has passed, at once when an import or
 * its undoing is over, when samples were put into quarantine, set aside or restored, when a host is new, wakes or goes to rest, or when a damaged file
 * was met. {@link #tick} does one round; who calls it, and how often, is the caller's business.
 */
public final class Scheduler implements AutoCloseable {
    /** How long a scope whose build failed is left alone, milliseconds. */
    private static final long PATIENCE = Duration.ofSeconds(15).toMillis();
    /** The longest that patience grows to, doubling with each failure in a row. */
    private static final long MOST_PATIENCE = Duration.ofMinutes(5).toMillis();
    /** No scope is ever due later than its cadence and this; what is further ahead is of a clock that was set back since. */
    private static final long HORIZON = Duration.ofMinutes(1).toMillis();

    /** How often what pages name is looked at, milliseconds. */
    private static final long ASSETS_EVERY = Duration.ofMinutes(1).toMillis();

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Edition edition;
    private final InstantSource clock;
    private final Consumer<BuildOutcome> report;
    private final ExecutorService workers;
    private final Awake awake;
    private final Map<Scope, Long> nextDue = new ConcurrentHashMap<>();
    /** How each scope's next due time was found. */
    private final Map<Scope, Outlook> outlooks = new HashMap<>();
    /** The log of each scope as it was when all its windows were last built at once, or when it was first seen. */
    private final Map<Scope, Position> heads = new HashMap<>();

    private final Set<Scope> wanted = ConcurrentHashMap.newKeySet();
    /** What a scope is owed until a build of it succeeds. */
    private final Map<Scope, BuildMode> owed = new ConcurrentHashMap<>();

    private final Map<Scope, Integer> failures = new ConcurrentHashMap<>();
    private final Map<Scope, ScopeHealth> health = new ConcurrentHashMap<>();
    private List<ImportLog.Import> imports = List.of();
    private long lastChange;
    /** Where the log of all ended in the last round; null before the first. */
    private @Nullable Position head;

    private long assetsAt;
    private boolean first = true;

    /**
     * The state of a scope as the scheduler knows it.
     *
     * @param builtAt instant of the last build, epoch milliseconds, {@link Long#MIN_VALUE} before the first
     * @param failure why the last attempt failed, empty when it did not
     * @param expiresAt when the first of its snapshots expires, epoch milliseconds, {@link Long#MIN_VALUE} before the first
     */
    public record ScopeHealth(Scope scope, long builtAt, String failure, long expiresAt) {}

    /** By which cadence something is due, and when that was found out, epoch milliseconds. */
    private record Outlook(Cadence cadence, long at) {
        /** Others build beside the scheduler: while a host rests, what they did is looked up now and then. */
        boolean holds(Cadence present, long now) {
            boolean lately = Math.abs(now - at) < Awake.SPAN.toMillis();
            return cadence.equals(present) && (lately || !present.isRest());
        }
    }

    /**
     * A scheduler of a deployment where no host rests.
     *
     * @param threads how many scopes to build side by side
     * @param report told of every build
     */
    public Scheduler(Edition edition, InstantSource clock, int threads, Consumer<BuildOutcome> report) {
        this(edition, clock, threads, new Awake(clock, Cadence.NONE, () -> {}), report);
    }

    /**
     * A scheduler.
     *
     * @param threads how many scopes to build side by side
     * @param awake who is built on the table's cadence; whoever is told by it that a host wakes should call {@link #tick} soon
     * @param report told of every build
     */
    public Scheduler(Edition edition, InstantSource clock, int threads, Awake awake, Consumer<BuildOutcome> report) {
        this.edition = edition;
        this.clock = clock;
        this.awake = awake;
        this.report = report;
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("build-", 1).factory());
    }

    /** Asks for a build of a scope in the next round. For use by any thread. */
    public void want(Scope scope) {
        wanted.add(scope);
    }

    /** How the scopes are, {@code all} first. For use by any thread. */
    public List<ScopeHealth> health() {
        return new ArrayList<>(new TreeMap<>(health).values());
    }

    /**
     * One round: finds what is due, builds it, and returns when that is done. Called by one thread at a time.
     *
     * @return how many builds published something
     * @throws StoreException when what is due cannot be found out
     */
    public int tick() throws InterruptedException {
        long now = clock.millis();
        if (first || now - assetsAt >= ASSETS_EVERY || now < assetsAt) {
            assetsAt = now;
            lookAtAssets();
        }
        Map<Scope, BuildMode> due = due(now);
        List<Callable<BuildOutcome>> builds = new ArrayList<>();
        due.forEach((scope, mode) -> {
            Outlook outlook = outlooks.get(scope);
            Cadence cadence = outlook == null ? Cadence.NONE : outlook.cadence();
            BuildOrder order = new BuildOrder(scope, mode, cadence);
            // What was lost while nobody ran, or was met by a reader, is found by looking at every file.
            boolean looks = first || wanted.contains(scope);
            builds.add(() -> build(looks ? order.thoroughly() : order));
        });
        int built = 0;
        for (Future<BuildOutcome> done : workers.invokeAll(builds)) {
            try {
                built += done.get() instanceof BuildOutcome.Built ? 1 : 0;
            } catch (ExecutionException e) {
                throw new StoreException("a build broke off: " + e.getCause(), e);
            }
        }
        if (built > 0 || first || edition.directoryIsDamaged()) {
            edition.publishDirectory();
            first = false;
        }
        return built;
    }

    /** Numbers are built whether or not the page can be put right. */
    private void lookAtAssets() {
        try {
            edition.repairAssets();
        } catch (StoreException e) {
            // The next look is soon; a server has them in memory meanwhile.
        }
    }

    private Map<Scope, BuildMode> due(long now) {
        Map<Scope, BuildMode> due = new TreeMap<>();
        Position present = edition.samples().head(Scope.ALL);
        boolean bulk = false;
        // The end of an import or its undoing follows a movement of the log, at once or a little later.
        if (!present.equals(head) || isAnyRunning(imports, now)) {
            List<ImportLog.Import> importsNow = edition.imports().imports();
            long changeNow = edition.lastChange();
            bulk = changeNow != lastChange || !over(importsNow).equals(over(imports));
            imports = importsNow;
            lastChange = changeNow;
        }
        if (!present.equals(head) || bulk) {
            news(now, bulk);
        }
        for (Scope scope : Set.copyOf(heads.keySet())) {
            Cadence cadence = awake.cadence(scope);
            // At the start every scope is looked at once, so that what a killed or cut-off process left is put right.
            boolean failing = failures.containsKey(scope);
            Outlook outlook = outlooks.get(scope);
            if (outlook == null || !outlook.holds(cadence, now)) {
                outlooks.put(scope, new Outlook(cadence, now));
                if (!failing) {
                    // When it woke or went to rest, what is published may be too old, or expire too early.
                    nextDue.remove(scope);
                }
            }
            long at = nextDue.computeIfAbsent(scope, s -> firstDue(s, cadence));
            long latest = now + (failing ? MOST_PATIENCE : cadence.everyMillis(Window.H1) + HORIZON);
            boolean asked = first || wanted.contains(scope) || owed.containsKey(scope);
            if (at <= now || at > latest || (asked && !failing)) {
                due.put(scope, owed.getOrDefault(scope, BuildMode.DUE));
            }
        }
        head = present;
        return due;
    }

    /** Whether an import may still be running. One that has not ended within a day was interrupted. */
    private static boolean isAnyRunning(List<ImportLog.Import> imports, long now) {
        return imports.stream()
                .anyMatch(i -> i.finishedAt() == 0 && i.undoneAt() == 0 && Math.abs(now - i.startedAt()) < DAY);
    }

    /** Finds the scopes that are owed a build of all windows. */
    private void news(long now, boolean bulk) {
        boolean any = false;
        for (HostSummary host : edition.samples().hosts(now)) {
            Scope scope = Scope.host(host.host());
            Position seen = heads.putIfAbsent(scope, host.head());
            boolean unbuilt = seen == null && !isFolded(scope, host.head());
            if (unbuilt || (bulk && seen != null && !seen.equals(host.head()))) {
                heads.put(scope, host.head());
                owed.put(scope, BuildMode.ALL);
                any = true;
            }
        }
        heads.put(Scope.ALL, Position.NONE);
        if (any) {
            owed.put(Scope.ALL, BuildMode.ALL);
        }
    }

    /** Whether the last build of a scope has folded its log up to a position, and nothing came since. */
    private boolean isFolded(Scope scope, Position end) {
        return lastBuild(scope, Cadence.NONE).map(LastBuild::watermark).equals(Optional.of(end));
    }

    /** Imports that are finished or undone, by what changes when one more is. */
    private static List<String> over(List<ImportLog.Import> imports) {
        return imports.stream()
                .filter(i -> i.finishedAt() > 0 || i.undoneAt() > 0)
                .map(i -> i.id() + " " + i.undoneAt())
                .toList();
    }

    private BuildOutcome build(BuildOrder order) {
        Scope scope = order.scope();
        BuildMode mode = order.mode();
        wanted.remove(scope);
        owed.remove(scope, mode);
        BuildOutcome outcome = edition.builder().build(order);
        long now = clock.millis();
        switch (outcome) {
            case BuildOutcome.Built built -> {
                failures.remove(scope);
                nextDue.put(scope, published(order, now));
            }
            case BuildOutcome.Failed failed -> {
                health.compute(
                        scope,
                        (s, was) -> was == null
                                ? new ScopeHealth(s, Long.MIN_VALUE, failed.reason(), Long.MIN_VALUE)
                                : new ScopeHealth(s, was.builtAt(), failed.reason(), was.expiresAt()));
                int row = failures.merge(scope, 1, Integer::sum);
                owe(scope, mode);
                nextDue.put(scope, now + Math.min(MOST_PATIENCE, PATIENCE << Math.min(row - 1, 10)));
            }
            case BuildOutcome.Unchanged unchanged -> {
                failures.remove(scope);
                nextDue.put(scope, Math.max(published(order, now), now + 1_000));
            }
            case BuildOutcome.Busy busy -> later(scope, mode, now);
            case BuildOutcome.Superseded superseded -> later(scope, mode, now);
        }
        report.accept(outcome);
        return outcome;
    }

    /** Notes what is published now, and answers when the next build is due. */
    private long published(BuildOrder order, long now) {
        Optional<LastBuild> last = lastBuild(order.scope(), order.cadence());
        last.ifPresent(l -> health.put(l.scope(), healthy(l)));
        return last.map(LastBuild::nextDue).orElse(now);
    }

    private static ScopeHealth healthy(LastBuild last) {
        return new ScopeHealth(last.scope(), last.now(), "", last.expiresAt());
    }

    private void later(Scope scope, BuildMode mode, long now) {
        owe(scope, mode);
        nextDue.put(scope, now + 1_000);
    }

    private void owe(Scope scope, BuildMode mode) {
        if (mode != BuildMode.DUE) {
            owed.putIfAbsent(scope, mode);
        }
    }

    private Optional<LastBuild> lastBuild(Scope scope, Cadence cadence) {
        return LastBuild.of(edition.ports().checkpoints(), scope, cadence);
    }

    private long firstDue(Scope scope, Cadence cadence) {
        Optional<LastBuild> last = lastBuild(scope, cadence);
        last.ifPresent(l -> health.putIfAbsent(scope, healthy(l)));
        return last.map(LastBuild::nextDue).orElse(Long.MIN_VALUE);
    }

    /** Waits for builds in work, and builds no more. */
    @Override
    public void close() {
        workers.close();
    }
}
