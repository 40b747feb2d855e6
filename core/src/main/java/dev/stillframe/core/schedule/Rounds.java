package dev.stillframe.core.schedule;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.AwakeStore;
import dev.stillframe.core.port.BuildQueue;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.port.FactStore;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.publish.BuildMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rounds of a scheduler that remembers nothing but when the last one was: each finds the scopes that are due or have news, and
 * sends them to the queue. A round that breaks off, or is done twice, does no harm: the next one makes up for it, and tasks have ids.
 */
public final class Rounds {
    /** Longer than a build may take, so that nobody is at work on a request that was left lying for so long. */
    static final Duration LEFT_LYING = Duration.ofSeconds(150);

    private static final String TICK = "tick";
    private static final long MINUTE = 60_000;

    private final Deployment deployment;
    private final AwakeStore awake;
    private final FactStore facts;
    private final BuildQueue queue;

    /** The rounds of a deployment. */
    public Rounds(Deployment deployment, AwakeStore awake, FactStore facts, BuildQueue queue) {
        this.deployment = deployment;
        this.awake = awake;
        this.facts = facts;
        this.queue = queue;
    }

    /**
     * Does one round.
     *
     * @return what was sent
     * @throws dev.stillframe.core.port.StoreException when it broke off
     */
    public List<BuildTask> round() {
        long now = deployment.clock().millis();
        long previous = facts.get(TICK).map(Long::parseLong).orElse(-1L);
        List<HostSummary> hosts = deployment.samples().hosts(now);
        List<BuildTask> tasks = new ArrayList<>();
        if (!hosts.isEmpty()) {
            Map<Scope, Long> sleeps = awake.awakeAfter(previous);
            List<Scope> built = deployment.ports().checkpoints().scopes();
            new Tick(previous, now, deployment.settings().rest())
                    .due(hosts, built, sleeps)
                    .forEach((scope, mode) -> tasks.add(
                            task(scope, mode == BuildMode.ALL ? BuildTask.Kind.ALL : BuildTask.Kind.DUE, now)));
        }
        leftLying(now).forEach(scope -> tasks.add(task(scope, BuildTask.Kind.REFRESH, now)));
        queue.send(tasks);
        // Only now: what was not sent is found again.
        facts.put(TICK, Long.toString(now));
        return tasks;
    }

    private static BuildTask task(Scope scope, BuildTask.Kind kind, long now) {
        String what = kind == BuildTask.Kind.REFRESH ? "refresh" : "tick";
        return new BuildTask(scope, kind, what + "-" + scope.name() + "-" + now / MINUTE);
    }

    /** The scopes with requests that nobody seems to be at work on: their task was lost, or given up by the queue. */
    private Set<Scope> leftLying(long now) {
        Set<Scope> scopes = new HashSet<>();
        for (Refresh refresh : deployment.refreshes().open()) {
            if (now - refresh.last().at() > LEFT_LYING.toMillis()) {
                scopes.add(refresh.scope());
            }
        }
        return scopes;
    }
}
