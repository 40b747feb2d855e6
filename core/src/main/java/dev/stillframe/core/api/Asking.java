package dev.stillframe.core.api;

import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.refresh.Refreshes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks for builds within the rules: joining is free, new builds are limited, a build of a moment ago is the answer. */
final class Asking {
    /** A build younger than this is the answer to a caller without a token. */
    static final long YOUNG_MILLIS = 10_000;

    private static final long LONGEST_WAIT = 3;
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?([0-9]{1,9})");

    private final Refreshes refreshes;
    private final SnapshotStore files;
    private final RateLimit limit;
    private final Audit audit;
    private final Consumer<Scope> wake;
    private final Patience patience;
    private final Duration look;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();

    /** Waits for a latch; answers whether it was opened in time. */
    interface Patience {
        boolean await(CountDownLatch latch, Duration atMost) throws InterruptedException;
    }

    Asking(
            Refreshes refreshes,
            SnapshotStore files,
            RateLimit limit,
            Audit audit,
            Consumer<Scope> wake,
            Patience patience,
            Duration look,
            InstantSource clock) {
        this.refreshes = refreshes;
        this.files = files;
        this.limit = limit;
        this.audit = audit;
        this.wake = wake;
        this.patience = patience;
        this.look = look;
        this.clock = clock;
    }

    /** What became of a request for a build. */
    sealed interface Outcome {
        /** It will be built; by a request that was there before, or by a new one. */
        record Accepted(Refresh refresh, boolean joined) implements Outcome {}

        /** The caller has asked for too many new builds. */
        record Limited(long retryMillis) implements Outcome {}
    }

    /** Somebody looks at this scope: a host that rests is built on the usual cadence for a while. */
    void wake(Scope scope) {
        if (!scope.isAll()) {
            wake.accept(scope);
        }
    }

    /**
     * Asks for a build, or joins.
     *
     * @param action the kind of request, for the audit log
     */
    Outcome ask(Caller caller, Call call, String action, Scope scope) {
        String key = RateLimit.keyOf(caller);
        // One after another: of many who come at once, those who join must not find the permits taken by others who
        // join too.
        asking.lock();
        try {
            long retry = limit.take(key);
            if (retry > 0) {
                // Joining is free. A build that begins after this look reads all that was stored before it.
                Optional<Refresh> waiting = refreshes.waiting(scope);
                return waiting.<Outcome>map(refresh -> new Outcome.Accepted(refresh, true))
                        .orElse(new Outcome.Limited(retry));
            }
            RefreshQueue.Asked asked = refreshes.ask(scope);
            if (asked.joined()) {
                limit.giveBack(key);
            }
            if (!asked.joined()) {
                audit.asked(caller, call, action, asked.refresh());
            }
            return new Outcome.Accepted(asked.refresh(), asked.joined());
        } finally {
            asking.unlock();
        }
    }

    /** Asks for a build that the product itself needs. */
    Refresh askUnlimited(Scope scope) {
        return refreshes.ask(scope).refresh();
    }

    /** Whether a snapshot was built so lately that a caller without a token gets that. */
    boolean isYoung(SnapshotId id) {
        Manifest manifest = manifest(id.scope()).orElse(null);
        Manifest.Entry entry = manifest == null ? null : manifest.entry(id.key());
        return entry != null && isYoung(entry);
    }

    private boolean isYoung(Manifest.Entry entry) {
        long age = clock.millis() - entry.generatedAt();
        return age >= 0 && age < YOUNG_MILLIS;
    }

    /**
     * A request that is complete already, for a caller without a token, where all windows of the scope were built a moment ago:
     * most builds of the schedule bring the short ones up to date only.
     */
    Optional<Refresh> done(Scope scope) {
        return manifest(scope)
                .filter(m -> m.entries().size() == SnapshotId.of(scope).size()
                        && m.entries().stream().allMatch(this::isYoung))
                .map(m -> refreshes.alreadyDone(scope, new String(m.toJson(), StandardCharsets.UTF_8)));
    }

    private Optional<Manifest> manifest(Scope scope) {
        try {
            return files.read(Manifest.key(scope))
                    .map(p -> Manifest.parse(scope, p.object().body()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The seconds that a {@code Prefer} field asks to wait (RFC 7240, section 4.3), 0 to 3. */
    static long waitSeconds(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        return wait.find() ? Math.min(LONGEST_WAIT, Long.parseLong(wait.group(1))) : 0;
    }

    /** Waits until a request is over, for so long at most; answers with the request as it is then. */
    Refresh await(Refresh refresh, long seconds) {
        if (seconds == 0 || refresh.isOver()) {
            return refresh;
        }
        CountDownLatch over = new CountDownLatch(1);
        Runnable unfollow = refreshes.follow(refresh.id(), changed -> {
            if (changed.isOver()) {
                over.countDown();
            }
        });
        try {
            Duration left = Duration.ofSeconds(seconds);
            while (!refreshes.find(refresh.id()).orElse(refresh).isOver() && left.isPositive()) {
                Duration some = left.compareTo(look) < 0 ? left : look;
                if (patience.await(over, some)) {
                    break;
                }
                left = left.minus(some);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unfollow.run();
        }
        return refreshes.find(refresh.id()).orElse(refresh);
    }

    long etaSeconds(Refresh refresh) {
        return refreshes.etaSeconds(refresh);
    }

    /** 202: where to follow a request. */
    Reply accepted(Refresh refresh, Caller caller, String snapshotUrl, String method) {
        byte[] body = AcceptedJson.of(refresh, refreshes.etaSeconds(refresh), snapshotUrl);
        List<Header> headers = List.of(
                new Header("Location", AcceptedJson.statusUrl(refresh.id())),
                new Header("Retry-After", Long.toString(Math.max(1, refreshes.etaSeconds(refresh)))),
                new Header("Content-Type", "application/json"),
                new Header("Cache-Control", "no-store"),
                new Header("Access-Control-Allow-Origin", "*"),
                new Header("Access-Control-Expose-Headers", "Location, Retry-After"),
                new Header("X-Content-Type-Options", "nosniff"));
        return new Reply.Whole(
                Answer.of(202, headers, body, method),
                new Facts(refresh.scope().name(), "", -1, refresh.id(), caller.id()));
    }

    Answer tooMany(Outcome.Limited limited, String method) {
        long seconds = Math.max(1, (limited.retryMillis() + 999) / 1_000);
        return Problems.tooMany(
                "Too many new builds were asked for. A new one is possible in " + seconds
                        + " s; joining one that waits always is.",
                seconds,
                method);
    }
}
