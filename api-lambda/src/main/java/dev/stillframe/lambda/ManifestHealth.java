package dev.stillframe.lambda;

import dev.stillframe.core.api.Health;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How a deployment is, as the manifest of all hosts tells it: one read, however many hosts there are. */
final class ManifestHealth implements Supplier<Health> {
    private final SnapshotStore snapshots;
    private final InstantSource clock;
    private final String version;
    private final long started;

    ManifestHealth(SnapshotStore snapshots, InstantSource clock, String version) {
        this.snapshots = snapshots;
        this.clock = clock;
        this.version = version;
        this.started = clock.millis();
    }

    @Override
    public Health get() {
        long now = clock.millis();
        Optional<Manifest> manifest = manifest();
        boolean stale = manifest.map(m -> m.entries().stream().anyMatch(e -> e.stale() != null || e.expiresAt() < now))
                .orElse(true);
        Duration age = manifest.map(m -> Duration.ofMillis(Math.max(0, now - m.generatedAt())))
                .orElse(null);
        return new Health(
                stale ? Health.Status.DEGRADED : Health.Status.OK,
                version,
                Duration.ofMillis(Math.max(0, now - started)),
                List.of(new Health.ScopeHealth(Scope.ALL.name(), age, stale)));
    }

    private Optional<Manifest> manifest() {
        try {
            return snapshots
                    .read(Manifest.key(Scope.ALL))
                    .map(p -> Manifest.parse(Scope.ALL, p.object().body()));
        } catch (StoreException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
