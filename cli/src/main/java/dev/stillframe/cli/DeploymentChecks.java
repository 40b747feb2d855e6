package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.publish.LastBuild;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is looked at in every deployment: settings, hosts, builds, files. */
final class DeploymentChecks {
    private final Checkup checkup;
    private final Deployment deployment;
    private final int atOnce;
    private final Advice advice;
    private final long now;

    /**
     * What to do in this edition.
     *
     * @param importing how samples come
     * @param build the command that builds once
     * @param building what builds again and again
     */
    record Advice(String importing, String build, String building) {}

    /** Checks of a deployment whose findings go to a checkup; so many scopes are looked at side by side. */
    DeploymentChecks(Checkup checkup, Deployment deployment, int atOnce, Advice advice) {
        this.checkup = checkup;
        this.deployment = deployment;
        this.atOnce = atOnce;
        this.advice = advice;
        this.now = deployment.clock().millis();
    }

    void settings() {
        checkup.good(
                "settings",
                "zone " + deployment.settings().zone() + ", "
                        + Text.count(deployment.settings().metrics().size(), "metric"));
    }

    void hosts() {
        List<HostSummary> hosts = deployment.samples().hosts(now);
        if (hosts.isEmpty()) {
            checkup.bad("hosts", "no samples yet", advice.importing());
        }
        for (HostSummary host : hosts) {
            if (host.lastSampleAt() == Long.MIN_VALUE) {
                checkup.bad("host " + host.host(), "no sample that counts", "look at the clock of its collector");
            } else {
                checkup.good(
                        "host " + host.host(),
                        "newest sample " + Instant.ofEpochMilli(host.lastSampleAt()) + ", "
                                + Text.duration(now - host.lastSampleAt()) + " ago");
            }
        }
    }

    private record Built(Scope scope, Optional<LastBuild> last, Optional<Manifest> manifest) {}

    void builds() {
        List<Built> all = Workers.each(
                atOnce,
                deployment.scopes(),
                scope -> new Built(scope, LastBuild.of(deployment.ports().checkpoints(), scope), manifest(scope)));
        all.forEach(this::build);
    }

    /** Empty where it cannot be read: that is a matter of the files. */
    private Optional<Manifest> manifest(Scope scope) {
        try {
            return deployment
                    .snapshots()
                    .read(Manifest.key(scope))
                    .map(p -> Manifest.parse(scope, p.object().body()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void build(Built built) {
        String what = "build " + built.scope();
        if (built.last().isEmpty()) {
            checkup.bad(what, "never built", "run '" + advice.build() + "' or " + advice.building());
            return;
        }
        LastBuild last = built.last().get();
        long stale = built.manifest().stream()
                .flatMap(m -> m.entries().stream())
                .filter(e -> e.stale() != null)
                .count();
        if (last.now() - now > 120_000) {
            checkup.bad(
                    what,
                    "the last one was for " + Instant.ofEpochMilli(last.now()) + ", ahead of the clock",
                    "set the clock of this machine right; the next build computes again");
        } else if (last.expiresAt() < now) {
            checkup.bad(
                    what,
                    "expired since " + Text.duration(now - last.expiresAt()),
                    advice.building() + ", or '" + advice.build() + "' for once");
        } else if (stale > 0) {
            checkup.bad(
                    what,
                    Text.count(stale, "file") + " marked stale: the last build failed",
                    "run '" + advice.build() + "', which says why if it fails again");
        } else if (built.manifest().filter(m -> m.build() < last.build()).isPresent()) {
            checkup.bad(
                    what,
                    "number " + last.build() + " is committed, its files are not all published",
                    "the next build finishes it: '" + advice.build() + "'");
        } else {
            checkup.good(what, "number " + last.build() + ", " + Text.duration(now - last.now()) + " ago");
        }
    }

    private record Damaged(Scope scope, List<String> keys) {}

    void files() {
        String mend = "run '" + advice.build() + "': it writes them again";
        deployment.directoryDifferences().forEach(d -> checkup.bad("files", d, mend));
        for (Damaged damaged : Workers.each(
                atOnce,
                deployment.ports().checkpoints().scopes(),
                scope -> new Damaged(scope, deployment.verifier().publicFiles(scope)))) {
            String what = "files " + damaged.scope();
            if (damaged.keys().isEmpty()) {
                checkup.good(what, "whole");
            } else {
                checkup.bad(
                        what,
                        Text.count(damaged.keys().size(), "file") + " missing or changed, such as "
                                + damaged.keys().getFirst(),
                        mend);
            }
        }
    }
}
