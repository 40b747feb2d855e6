package dev.stillframe.core.refresh;

import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The refreshes of a deployment: asks for them, tells what has become of them, and lets clients follow them. Whoever changes one
 * hands it to {@link #changed}. For use by any number of threads.
 */
public final class Refreshes {
    /** How long a refresh that is over can be asked for. */
    static final Duration KEPT = Duration.ofDays(1);

    /** The least time between two writes of a status file that only tell of progress, in milliseconds. */
    private static final long PROGRESS_MILLIS = 500;

    private static final int REMEMBERED = 2_000;

    private final RefreshQueue queue;
    private final SnapshotStore files;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Consumer<Refresh> asked;
    private final Eta eta;
    /** Those that are over never change again; the ones last used. */
    private final Map<String, Refresh> over = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Refresh> eldest) {
            return size() > REMEMBERED;
        }
    });

    private final Map<String, List<Consumer<Refresh>>> followers = new ConcurrentHashMap<>();
    private final Map<String, Long> writtenAt = new ConcurrentHashMap<>();
    /** Those whose status file could not be written. */
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();

    /**
     * Refreshes over a queue.
     *
     * @param files where the status files go
     * @param ids a source of new ids: 128 random bits as 32 hex digits
     * @param asked told of each request that was added, so that its build begins soon; must not throw
     */
    public Refreshes(
            RefreshQueue queue,
            SnapshotStore files,
            InstantSource clock,
            Supplier<String> ids,
            Consumer<Refresh> asked) {
        this.queue = queue;
        this.files = files;
        this.clock = clock;
        this.ids = ids;
        this.asked = asked;
        this.eta = new Eta(queue, clock);
    }

    /**
     * Asks for a build of a scope, or joins a request for one that has not begun to read.
     *
     * @throws StoreException when the queue cannot be reached; then there may be a request all the same
     */
    public RefreshQueue.Asked ask(Scope scope) {
        RefreshQueue.Asked answer = queue.ask(scope, ids.get(), clock.millis());
        if (!answer.joined()) {
            changed(answer.refresh());
            asked.accept(answer.refresh());
        }
        return answer;
    }

    /** The request of a scope that waits and can be joined. */
    public Optional<Refresh> waiting(Scope scope) {
        return queue.open().stream()
                .filter(r -> r.scope().equals(scope) && r.status() == Refresh.Status.QUEUED)
                .findFirst();
    }

    /** A request that is complete already, since a build has just made what it would ask for. */
    public Refresh alreadyDone(Scope scope, String manifest) {
        String line = StatusJson.oneLine(manifest);
        // However many ask, there is one such request a build.
        for (Refresh last : queue.completed(scope, 1)) {
            if (line.equals(last.last().manifest())) {
                return last;
            }
        }
        long now = clock.millis();
        Refresh done =
                new Refresh(ids.get(), scope, now, List.of(Refresh.Step.queued(now), Refresh.Step.complete(now, line)));
        queue.add(done);
        changed(done);
        return done;
    }

    /** The request with an id, as it is now. */
    public Optional<Refresh> find(String id) {
        if (!Refresh.isId(id)) {
            return Optional.empty();
        }
        Refresh known = over.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Refresh> found = queue.find(id);
        found.filter(Refresh::isOver).ifPresent(r -> over.put(id, r));
        return found;
    }

    /** The status of a request, as JSON in one line. */
    public byte[] status(Refresh refresh) {
        return StatusJson.of(refresh, refresh.steps().size(), eta.seconds(refresh));
    }

    /**
     * The status that a request had after one of its steps.
     *
     * @param number the step's number, from 1
     */
    public byte[] statusAfter(Refresh refresh, int number) {
        Refresh then = new Refresh(
                refresh.id(),
                refresh.scope(),
                refresh.createdAt(),
                refresh.steps().subList(0, number));
        return StatusJson.of(then, number, eta.seconds(then));
    }

    /** About how long a request will still take, in whole seconds; 0 when it is over. */
    public long etaSeconds(Refresh refresh) {
        return eta.seconds(refresh);
    }

    /**
     * Tells of every change of a request from now on, on whatever thread makes it.
     *
     * @param follower must return at once and not throw
     * @return ends it
     */
    public Runnable follow(String id, Consumer<Refresh> follower) {
        followers.compute(id, (key, list) -> {
            List<Consumer<Refresh>> all = list == null ? new CopyOnWriteArrayList<>() : list;
            all.add(follower);
            return all;
        });
        return () -> followers.computeIfPresent(id, (key, list) -> {
            list.remove(follower);
            return list.isEmpty() ? null : list;
        });
    }

    /** A request has changed: its status file is written, and those who follow it are told. Does not throw. */
    public void changed(Refresh refresh) {
        if (refresh.isOver()) {
            over.put(refresh.id(), refresh);
        }
        write(refresh);
        tell(refresh);
    }

    private void tell(Refresh refresh) {
        for (Consumer<Refresh> follower : followers.getOrDefault(refresh.id(), List.of())) {
            follower.accept(refresh);
        }
    }

    private void write(Refresh refresh) {
        if (!refresh.isOver() && over.containsKey(refresh.id())) {
            return; // It has ended meanwhile, and that is told.
        }
        long now = clock.millis();
        long last = writtenAt.getOrDefault(refresh.id(), Long.MIN_VALUE / 2);
        boolean onlyProgress = refresh.status() == Refresh.Status.RUNNING && hasRunBefore(refresh);
        if (onlyProgress && Math.abs(now - last) < PROGRESS_MILLIS) {
            return;
        }
        if (refresh.isOver()) {
            writtenAt.remove(refresh.id());
        } else {
            writtenAt.put(refresh.id(), now);
        }
        try {
            StoredObject file = new StoredObject(StatusJson.key(refresh.id()), status(refresh), false);
            files.publish(refresh.steps().size(), List.of(file));
            unwritten.remove(refresh.id());
        } catch (StoreException e) {
            unwritten.add(refresh.id()); // The queue knows the status; the file is written with the next sweep.
        }
    }

    private static boolean hasRunBefore(Refresh refresh) {
        int size = refresh.steps().size();
        return size > 1 && refresh.steps().get(size - 2).status() == Refresh.Status.RUNNING;
    }

    /**
     * Writes status files that do not say what the queue says, as where a process died between the two. To be called once, before
     * anything is built.
     */
    public void repair() {
        repair(REMEMBERED);
    }

    /** As {@link #repair()}, for those that ended last, so many at most. */
    public void repair(int most) {
        for (Refresh refresh : queue.ended(most)) {
            byte[] status = status(refresh);
            boolean same = files.read(StatusJson.key(refresh.id()))
                    .filter(p -> Arrays.equals(p.object().body(), status))
                    .isPresent();
            if (!same) {
                write(refresh);
            }
        }
    }

    /**
     * Tells of requests that are over and that nobody was told of, as where the queue's answer was lost.
     *
     * @param open the ids of those that are not over
     */
    void settle(Set<String> open) {
        for (String id : List.copyOf(writtenAt.keySet())) {
            if (!open.contains(id)) {
                find(id).ifPresentOrElse(this::changed, () -> writtenAt.remove(id));
            }
        }
        for (String id : List.copyOf(followers.keySet())) {
            if (!open.contains(id)) {
                find(id).ifPresent(this::tell);
            }
        }
    }

    /** Puts right what went wrong meanwhile, and forgets what is over for a day. To be called now and then. */
    public void sweep() {
        for (String id : List.copyOf(unwritten)) {
            find(id).ifPresent(this::write);
        }
        long before = clock.millis() - KEPT.toMillis();
        List<String> forgotten = queue.endedBefore(before);
        if (!forgotten.isEmpty()) {
            // The files first: once the queue has forgotten them, nobody would know of them.
            files.remove(forgotten.stream().map(StatusJson::key).toList());
            queue.expire(before);
            forgotten.forEach(over::remove);
            forgotten.forEach(unwritten::remove);
        }
    }

    /** Key of the status file of a request. */
    public static String key(String id) {
        return StatusJson.key(id);
    }

    /** The id that a public path names, such as {@code /refresh/0123….json}; null when it names none. */
    public static @Nullable String idOf(String path) {
        String id = path.startsWith("/refresh/") && path.endsWith(".json")
                ? path.substring(9, Math.max(9, path.length() - 5))
                : "";
        return Refresh.isId(id) ? id : null;
    }
}
