package dev.stillframe.standalone.build;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.LastBuild;
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

/**
 * Decides what to build at an instant: each scope when the cadence of one of its windows has passed, at once when an import or
 * its undoing is over, when a host is new, or when a damaged file was met. {@link #tick} does one round; who calls it, and how
 * often, is the caller's business.
 */
public final class Scheduler implements AutoCloseable {
    /** How long a scope whose build failed is left alone, milliseconds. */
    private static final long PATIENCE = Duration.ofSeconds(15).toMillis();
    /** No scope is ever due later than this; a time further ahead is of a clock that has been set back since. */
    private static final long HORIZON = Duration.ofMinutes(2).toMillis();

    private final Edition edition;
    private final InstantSource clock;
    private final Consumer<BuildOutcome> report;
    private final ExecutorService workers;
    private final Map<Scope, Long> nextDue = new ConcurrentHashMap<>();
    /** The log of each scope as it was when all its windows were last built at once, or when it was first seen. */
    private final Map<Scope, Long> heads = new HashMap<>();

    private final Set<Scope> wanted = ConcurrentHashMap.newKeySet();
    private final Map<Scope, ScopeHealth> health = new ConcurrentHashMap<>();
    private List<ImportLog.Import> imports = List.of();
    private long head = -1;
    private boolean first = true;

    /**
     * The state of a scope as the scheduler knows it.
     *
     * @param builtAt instant of the last build, epoch milliseconds, {@link Long#MIN_VALUE} before the first
     * @param failure why the last attempt failed, empty when it did not
     */
    public record ScopeHealth(Scope scope, long builtAt, String failure) {}

    /**
     * A scheduler.
     *
     * @param threads how many scopes to build side by side
     * @param report told of every build
     */
    public Scheduler(Edition edition, InstantSource clock, int threads, Consumer<BuildOutcome> report) {
        this.edition = edition;
        this.clock = clock;
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
        Map<Scope, BuildMode> due = due(now);
        List<Callable<BuildOutcome>> builds = new ArrayList<>();
        due.forEach((scope, mode) -> builds.add(() -> build(scope, mode)));
        int built = 0;
        for (Future<BuildOutcome> done : workers.invokeAll(builds)) {
            try {
                built += done.get() instanceof BuildOutcome.Built ? 1 : 0;
            } catch (ExecutionException e) {
                throw new StoreException("a build broke off: " + e.getCause(), e);
            }
        }
        if (built > 0 || first) {
            edition.publishDirectory();
            first = false;
        }
        return built;
    }

    private Map<Scope, BuildMode> due(long now) {
        Map<Scope, BuildMode> due = new TreeMap<>();
        long present = edition.samples().head(Scope.ALL);
        List<ImportLog.Import> importsNow = edition.imports().imports();
        boolean bulk = !over(importsNow).equals(over(imports));
        if (present != head || bulk) {
            news(now, bulk, due);
        }
        for (Scope scope : Set.copyOf(heads.keySet())) {
            long at = nextDue.computeIfAbsent(scope, this::firstDue);
            // At the start every scope is looked at once, so that what a killed or cut-off process left is put right.
            if (first || at <= now || at > now + HORIZON || wanted.contains(scope)) {
                due.putIfAbsent(scope, BuildMode.DUE);
            }
        }
        head = present;
        imports = importsNow;
        return due;
    }

    /** Finds the scopes with entries that were not seen before. */
    private void news(long now, boolean bulk, Map<Scope, BuildMode> due) {
        boolean any = false;
        for (HostSummary host : edition.samples().hosts(now)) {
            Scope scope = Scope.host(host.host());
            Long seen = heads.putIfAbsent(scope, host.head());
            boolean unbuilt = seen == null && watermark(scope) < host.head();
            if (unbuilt || (bulk && seen != null && seen != host.head())) {
                heads.put(scope, host.head());
                due.put(scope, BuildMode.ALL);
                any = true;
            }
        }
        heads.put(Scope.ALL, 0L);
        if (any) {
            due.put(Scope.ALL, BuildMode.ALL);
        }
    }

    private long watermark(Scope scope) {
        return lastBuild(scope).map(LastBuild::watermark).orElse(-1L);
    }

    /** Imports that are finished or undone, by what changes when one more is. */
    private static List<String> over(List<ImportLog.Import> imports) {
        return imports.stream()
                .filter(i -> i.finishedAt() > 0 || i.undoneAt() > 0)
                .map(i -> i.id() + " " + i.undoneAt())
                .toList();
    }

    private BuildOutcome build(Scope scope, BuildMode mode) {
        wanted.remove(scope);
        BuildOutcome outcome = edition.builder().build(scope, mode);
        long now = clock.millis();
        switch (outcome) {
            case BuildOutcome.Built built -> {
                health.put(scope, new ScopeHealth(scope, built.now(), ""));
                nextDue.put(scope, lastBuild(scope).map(LastBuild::nextDue).orElse(now));
            }
            case BuildOutcome.Failed failed -> {
                health.compute(
                        scope,
                        (s, was) -> new ScopeHealth(s, was == null ? Long.MIN_VALUE : was.builtAt(), failed.reason()));
                nextDue.put(scope, now + PATIENCE);
            }
            case BuildOutcome.Unchanged unchanged ->
                nextDue.put(
                        scope, Math.max(lastBuild(scope).map(LastBuild::nextDue).orElse(now), now + 1_000));
            case BuildOutcome.Busy busy -> nextDue.put(scope, now + 1_000);
            case BuildOutcome.Superseded superseded -> nextDue.put(scope, now + 1_000);
        }
        report.accept(outcome);
        return outcome;
    }

    private Optional<LastBuild> lastBuild(Scope scope) {
        return LastBuild.of(edition.ports().checkpoints(), scope);
    }

    private long firstDue(Scope scope) {
        Optional<LastBuild> last = lastBuild(scope);
        last.ifPresent(l -> health.putIfAbsent(scope, new ScopeHealth(scope, l.now(), "")));
        return last.map(LastBuild::nextDue).orElse(Long.MIN_VALUE);
    }

    /** Waits for builds in work, and builds no more. */
    @Override
    public void close() {
        workers.close();
    }
}
