package dev.stillframe.core.deployment;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.FactStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.publish.Ports;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The files that pages name: published before a page is, and looked at once a day by whoever builds, or whenever somebody asks for it.
 * What earlier versions of the program named stays. For any number of threads.
 */
final class PageAssets {
    /** The fact that says which folder was looked at last, and when. */
    private static final String FACT = "assets";

    private static final long EVERY = Duration.ofDays(1).toMillis();

    private final Ports ports;
    private final FactStore facts;
    private final Pages pages;
    private final InstantSource clock;
    private volatile State state = new State(Seen.NEVER, 0);

    PageAssets(Ports ports, FactStore facts, Pages pages, InstantSource clock) {
        this.ports = ports;
        this.facts = facts;
        this.pages = pages;
        this.clock = clock;
    }

    private enum Seen {
        NEVER,
        THERE,
        MISSING
    }

    /** What this process knows, and since when, epoch milliseconds. */
    private record State(Seen seen, long at) {
        boolean isSure(long now) {
            return seen == Seen.THERE && isLately(at, now);
        }
    }

    private static boolean isLately(long at, long now) {
        return Math.abs(now - at) < EVERY;
    }

    /** Sees to it that they are there, where nobody has in the last day. */
    void publish() {
        long now = clock.millis();
        if (state.isSure(now) || pages.assets().isEmpty()) {
            return;
        }
        // What this process failed to put there is not there, whatever another found before.
        long seen = state.seen() == Seen.MISSING ? Long.MIN_VALUE : lastSeen();
        if (seen != Long.MIN_VALUE && isLately(seen, now)) {
            state = new State(Seen.THERE, seen);
            return;
        }
        repair();
        facts.put(FACT, folder() + " " + now);
    }

    /** Looks at each, and publishes those that are missing or damaged; and the page without numbers where nothing was ever built. */
    void repair() {
        long now = clock.millis();
        try {
            Set<String> damaged = damaged();
            if (!damaged.isEmpty()) {
                ports.snapshots()
                        .publish(
                                0,
                                pages.assets().stream()
                                        .filter(asset -> damaged.contains(asset.key()))
                                        .toList());
            }
        } catch (StoreException e) {
            state = new State(Seen.MISSING, now);
            throw e;
        }
        state = new State(Seen.THERE, now);
        skeleton();
    }

    /** A page of a build that was lost is put there again by the builder: one without numbers would hide that. */
    private void skeleton() {
        SnapshotStore snapshots = ports.snapshots();
        List<StoredObject> wanting = pages.skeleton().stream()
                .filter(page -> snapshots
                        .read(page.key())
                        .filter(there -> there.number() > 0
                                || Arrays.equals(there.object().body(), page.body()))
                        .isEmpty())
                .toList();
        if (!wanting.isEmpty() && ports.checkpoints().load(Scope.ALL).isEmpty()) {
            snapshots.publish(0, wanting);
        }
    }

    /** Whether pages may be published that name them: sees to it that they are there, where that is not known. */
    boolean areThere() {
        try {
            publish();
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    /** The keys of those that are missing or damaged. */
    Set<String> damaged() {
        List<String> keys = pages.assets().stream().map(StoredObject::key).toList();
        return keys.isEmpty() ? Set.of() : ports.snapshots().damaged(keys);
    }

    /** When the present folder was last looked at by anybody; {@link Long#MIN_VALUE} where that is not known. */
    private long lastSeen() {
        String prefix = folder() + " ";
        return facts.get(FACT)
                .filter(fact -> fact.startsWith(prefix))
                .map(fact -> instant(fact.substring(prefix.length())))
                .orElse(Long.MIN_VALUE);
    }

    private static long instant(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE;
        }
    }

    /** The key of the folder of those of this version, without a slash behind. */
    String folder() {
        String key = pages.assets().getFirst().key();
        return key.substring(0, key.lastIndexOf('/'));
    }
}
