package dev.stillframe.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.servers.Tampering;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.SnapshotStore.Published;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.port.Verdict;
import dev.stillframe.testkit.Samples;
import dev.stillframe.testkit.soak.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what is public in a deployment, over a calm network, and holds it to the promise of the contracts. Knows which samples were
 * accepted: all of them lie within the longest window.
 */
final class Watcher implements AutoCloseable {
    private static final Pattern COUNT = Pattern.compile("\"samples\":(\\d+),");
    private static final int MAX_JSON = 1 << 20;

    private final AwsEdition edition;
    private final Cloud cloud;
    private final Samples samples;
    private final Witness witness = new Witness(this::fetch);
    private final Map<Scope, Long> counted = new HashMap<>();
    private final Map<String, Long> accepted = new HashMap<>();
    /** Versions do not change; that the ones named are still there is asked at rest. */
    private final Map<String, byte[]> versions = new HashMap<>();

    private Map<String, Published> now = Map.of();

    Watcher(Cloud cloud, long seed) {
        this.cloud = cloud;
        this.edition = cloud.open(new Tampering(cloud.settings.clients()));
        this.samples = new Samples(seed);
    }

    AwsEdition edition() {
        return edition;
    }

    /** A new sample of a host, as another process would store it. */
    void measure(String host) {
        Sample sample = samples.at(host, cloud.clock.millis() - 2);
        assertThat(edition.samples().append(List.of(sample), "test")).containsExactly(Verdict.STORED);
        accepted(host, 1);
    }

    /** Samples of a host were accepted. */
    void accepted(String host, long count) {
        accepted.merge(host, count, Long::sum);
    }

    private long accepted(Scope scope) {
        return scope.isAll()
                ? accepted.values().stream().mapToLong(Long::longValue).sum()
                : accepted.getOrDefault(scope.name(), 0L);
    }

    /** The promise at any moment: whole, never older, true, and nothing counted that was not accepted, or no more. */
    void look(Scope scope) {
        List<String> keys = new ArrayList<>(List.of(Manifest.key(scope)));
        for (SnapshotId id : SnapshotId.of(scope)) {
            keys.add(id.key());
            keys.add(id.metaKey());
        }
        now = edition.snapshots().read(keys);
        try {
            witness.look(scope);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Witness.Report report = witness.report();
        assertThat(report.clean()).as(report.toString()).isTrue();
        Published longest =
                now.get(new SnapshotId(scope, Window.of("12m").orElseThrow(), Granularity.ALL.getLast()).key());
        if (longest != null) {
            long count = count(longest);
            assertThat(count).as("samples of " + scope).isBetween(counted.getOrDefault(scope, 0L), accepted(scope));
            counted.put(scope, count);
        }
    }

    private static long count(Published payload) {
        String json = new String(Gzip.decompress(payload.object().body(), MAX_JSON), StandardCharsets.UTF_8);
        Matcher matcher = COUNT.matcher(json);
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private Witness.Reply fetch(String path) {
        int query = path.indexOf("?versionId=");
        if (query < 0) {
            Published published = now.get(path.substring(1));
            return published == null
                    ? new Witness.Reply(404, new byte[0])
                    : new Witness.Reply(200, published.object().body());
        }
        byte[] version = versions.computeIfAbsent(path, p -> version(p.substring(1, query), p.substring(query + 11)));
        return version == null ? new Witness.Reply(404, new byte[0]) : new Witness.Reply(200, version);
    }

    private byte[] version(String key, String versionId) {
        Scope scope = key.startsWith("host=") ? Scope.host(key.substring(5, key.indexOf('/'))) : Scope.ALL;
        return edition.snapshots()
                .readVersion(scope, key, versionId)
                .map(StoredObject::body)
                .orElse(null);
    }

    /** As {@link #look}, and that every accepted sample is counted in what is published. */
    void lookAtAll(Scope scope) {
        look(scope);
        assertThat(counted.getOrDefault(scope, 0L)).as("samples of " + scope).isEqualTo(accepted(scope));
    }

    /** As {@link #lookAtAll}, and that each file is what the samples give, and each version that is named is there. */
    void prove(Scope scope) {
        lookAtAll(scope);
        assertThat(edition.verifier().verify(scope).differences()).isEmpty();
    }

    @Override
    public void close() {
        edition.close();
    }
}
