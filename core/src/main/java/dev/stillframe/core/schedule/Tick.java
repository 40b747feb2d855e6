package dev.stillframe.core.schedule;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.publish.BuildMode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * One round of a scheduler that is called about once a minute and remembers only when it was called before. It says which scopes to
 * build, and need not look at any of them: the build itself finds out which of its windows are due. Pure.
 *
 * <ul>
 *   <li>{@code all}, a host that never rests and one that is awake: at every tick.
 *   <li>A host that has never been built: at once.
 *   <li>A host that fell asleep since the last tick: once, so that what it published last does not expire by the quicker cadence.
 *   <li>A host that rests: all its windows, once in each rest. When is spread over the rest by its name, so that hosts do not all
 *       come at once, and no record of it has to be kept.
 * </ul>
 *
 * @param previous when the last round was done, epoch milliseconds; before the first one, or where that is not known, negative
 * @param now the present, epoch milliseconds
 * @param rest how often a resting host is built; {@link Cadence#NONE} where no host rests
 */
public record Tick(long previous, long now, Cadence rest) {
    /** How early a window may be built that comes due between two ticks, in milliseconds: ticks come a little sooner or later. */
    public static final long AHEAD_MILLIS = 20_000;

    /**
     * Which scopes to build, and how.
     *
     * @param hosts all hosts
     * @param built the scopes that have been built before
     * @param sleepsAt when hosts fall asleep or fell asleep, epoch milliseconds; of those before the last tick nothing need be said
     */
    public Map<Scope, BuildMode> due(List<HostSummary> hosts, Collection<Scope> built, Map<Scope, Long> sleepsAt) {
        Set<Scope> known = Set.copyOf(built);
        Map<Scope, BuildMode> due = new TreeMap<>();
        due.put(Scope.ALL, BuildMode.DUE);
        for (HostSummary host : hosts) {
            Scope scope = Scope.host(host.host());
            long sleeps = sleepsAt.getOrDefault(scope, Long.MIN_VALUE);
            if (!known.contains(scope) || isItsTurn(scope)) {
                due.put(scope, BuildMode.ALL);
            } else if (!rest.isRest() || sleeps > previous) {
                due.put(scope, BuildMode.DUE);
            }
        }
        return due;
    }

    /** Whether the instant of a resting host, which comes once in each rest, lies after the last tick and not after this one. */
    private boolean isItsTurn(Scope scope) {
        if (!rest.isRest()) {
            return false;
        }
        if (previous < 0) {
            return true;
        }
        CRC32C hash = new CRC32C();
        hash.update(scope.name().getBytes(StandardCharsets.UTF_8));
        long phase = hash.getValue() % rest.restMillis();
        return Math.floorDiv(now - phase, rest.restMillis()) > Math.floorDiv(previous - phase, rest.restMillis());
    }
}
