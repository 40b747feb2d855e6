package dev.stillframe.core.schedule;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.publish.BuildListener;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.Rehearsal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A day of a deployment, played through with its own scheduler and planner and no stores: how many builds and writes it has. Hosts
 * measure at a steady pace, spread evenly over it, and have done so long enough to fill the windows of up to ten days; the
 * longer ones change with each sample alike. Pure: the same day every time.
 */
public final class SimulatedDay {
    /** How often the scheduler comes, in milliseconds. */
    public static final long TICK = 60_000;

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long BEFORE = Duration.ofDays(11).toMillis();
    /** Any midnight. */
    private static final long START = Duration.ofDays(25_000).toMillis();

    private final long everyMillis;
    private final Cadence rest;

    /**
     * A day.
     *
     * @param every how often each host measures, a minute to a day
     * @param rest how often a resting host is built; {@link Cadence#NONE} where none rests
     * @throws IllegalArgumentException when it is outside
     */
    public SimulatedDay(Duration every, Cadence rest) {
        if (every.compareTo(Duration.ofMinutes(1)) < 0 || every.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("a sample each " + every + " is not within 1 minute to 1 day");
        }
        this.everyMillis = every.toMillis();
        this.rest = rest;
    }

    /**
     * What a scope has in a day.
     *
     * @param builds tasks that were done
     * @param commits builds that published something
     * @param stages those of them that wrote payloads
     * @param payloads payloads that they wrote, each with its meta
     * @param renewals metas that they wrote alone
     * @param rollups files of calendar rollups that they wrote
     * @param pages files for people that they wrote
     * @param rows builds that stored rows of rollups
     */
    public record Counts(
            long builds,
            long commits,
            long stages,
            long payloads,
            long renewals,
            long rollups,
            long pages,
            long rows) {}

    /**
     * The day of {@code all}.
     *
     * @param hosts from 1
     */
    public Counts all(int hosts) {
        return play(Scope.ALL, busy(hosts), Map.of());
    }

    /** How many of some hosts make the same day of {@code all}: with a sample at each tick all that is due has changed. */
    public int busy(int hosts) {
        return (int) Math.min(hosts, Math.ceilDiv(everyMillis, TICK));
    }

    /** The day of a host that nobody asks for. */
    public Counts host() {
        return play(Scope.host("host-0"), 1, Map.of());
    }

    /** The day of a host that somebody looks at from morning to morning. */
    public Counts awakeHost() {
        Scope host = Scope.host("host-0");
        return play(host, 1, Map.of(host, Long.MAX_VALUE));
    }

    private Counts play(Scope scope, int hosts, Map<Scope, Long> sleepsAt) {
        Rehearsal rehearsal = new Rehearsal(scope, Metrics.BUILT_IN, START);
        long[] next = new long[hosts];
        for (int i = 0; i < hosts; i++) {
            next[i] = START - BEFORE + i * everyMillis / hosts;
        }
        HostSummary host = new HostSummary("host-0", Position.NONE, START);
        List<Scope> built = List.of(Scope.ALL, Scope.host("host-0"));
        Cadence cadence = scope.isAll() || sleepsAt.containsKey(scope) ? Cadence.NONE : rest;
        arrive(rehearsal, next, START);
        rehearsal.build(order(scope, BuildMode.ALL, cadence), START);
        long builds = 0;
        long commits = 0;
        long stages = 0;
        long payloads = 0;
        long renewals = 0;
        long rollups = 0;
        long pages = 0;
        long rows = 0;
        for (long now = START + TICK; now <= START + DAY; now += TICK) {
            arrive(rehearsal, next, now);
            BuildMode mode = new Tick(now - TICK, now, rest)
                    .due(List.of(host), built, sleepsAt)
                    .get(scope);
            if (mode == null) {
                continue;
            }
            builds++;
            Rehearsal.Done done = rehearsal.build(order(scope, mode, cadence), now);
            commits += done.commits() ? 1 : 0;
            stages += done.payloads() > 0 ? 1 : 0;
            payloads += done.payloads();
            renewals += done.renewals();
            rollups += done.rollups();
            pages += done.pages();
            rows += done.rows() ? 1 : 0;
        }
        return new Counts(builds, commits, stages, payloads, renewals, rollups, pages, rows);
    }

    private static BuildOrder order(Scope scope, BuildMode mode, Cadence cadence) {
        return new BuildOrder(scope, mode, BuildListener.NONE, cadence, Tick.AHEAD_MILLIS);
    }

    private void arrive(Rehearsal rehearsal, long[] next, long now) {
        for (int i = 0; i < next.length; i++) {
            for (; next[i] <= now; next[i] += everyMillis) {
                // Measured values do not repeat.
                long value = Math.floorMod(next[i] * 31 + i, 50_000L);
                rehearsal.arrive(Sample.of("host-" + i, next[i], 50_000 + value, 20_000 + value, 10_000 + value));
            }
        }
    }
}
