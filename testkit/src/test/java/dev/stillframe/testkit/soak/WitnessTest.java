package dev.stillframe.testkit.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.soak.Witness.Reply;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A witness that overlooks a broken promise would make every soak a success: it is shown each kind. */
class WitnessTest {
    private static final String HOUR = "latest_1h_20.json";
    private static final String HOUR_META = "latest_1h_20.meta.json";

    private final ManualClock clock = new ManualClock(1_766_996_100_000L);
    private final MemorySnapshotStore files = new MemorySnapshotStore(clock);
    private final Ports ports =
            new Ports(new MemorySampleStore(), new MemoryCheckpointStore(), files, new MemoryLeaseStore());
    private final Map<String, Reply> instead = new HashMap<>();
    private final Witness witness = new Witness(path -> {
        Reply other = instead.get(path);
        return other == null ? stored(path) : other;
    });

    private Reply stored(String path) {
        String key = path.substring(1).replaceFirst("\\?.*", "");
        return (path.contains("?")
                        ? files.readVersion(Scope.ALL, key, path.substring(path.indexOf('=') + 1))
                        : files.read(key).map(SnapshotStore.Published::object))
                .map(object -> new Reply(200, object.body()))
                .orElse(new Reply(404, new byte[0]));
    }

    @BeforeEach
    void build() {
        clock.advance(60_000);
        ports.samples().append(List.of(Sample.of("home", clock.millis(), clock.millis() % 99_000_000)), "test");
        new Builder(ports, Metrics.BUILT_IN, clock, () -> UUID.randomUUID().toString()).build(Scope.ALL, BuildMode.ALL);
    }

    private Witness.Report look() throws IOException {
        witness.look(Scope.ALL);
        return witness.report();
    }

    @Test
    void whatIsRightIsFoundRight() throws IOException {
        look();
        build();
        Witness.Report report = look();
        assertThat(report).matches(Witness.Report::clean);
        assertThat(report.requests()).isEqualTo(2 * 73);
        assertThat(report.builds()).isEqualTo(2);
        assertThat(report.rounds()).isEqualTo(2);
    }

    @Test
    void whatWasNeverThereMayBeMissing() throws IOException {
        instead.put("/" + HOUR, new Reply(503, new byte[0]));
        assertThat(look()).matches(Witness.Report::clean);
    }

    @Test
    void whatWasThereMayNotBeMissing() throws IOException {
        look();
        instead.put("/" + HOUR, new Reply(503, new byte[0]));
        assertThat(look().missing()).containsExactly(HOUR + " answers 503");
    }

    @Test
    void aTornAnswerIsSeen() throws IOException {
        for (String key : List.of(HOUR, HOUR_META, "manifest.json")) {
            byte[] body = stored("/" + key).body();
            instead.put("/" + key, new Reply(200, Arrays.copyOf(body, body.length - 9)));
        }
        assertThat(look().torn()).hasSize(3);
    }

    @Test
    void anAnswerOfAnEarlierBuildIsSeen() throws IOException {
        for (String key : List.of(HOUR, HOUR_META, "manifest.json")) {
            instead.put("/" + key, stored("/" + key));
        }
        build();
        Map<String, Reply> older = Map.copyOf(instead);
        instead.clear();
        look();
        instead.putAll(older);
        assertThat(look().older()).hasSize(3);
    }

    @Test
    void whatAnotherHasSeenIsExpectedToo() throws IOException {
        Map<String, Reply> first = Map.of("/" + HOUR, stored("/" + HOUR));
        build();
        look();
        Witness late = new Witness(path -> first.getOrDefault(path, stored(path)));
        late.expectAsMuchAs(witness);
        late.look(Scope.ALL);
        assertThat(late.report().older()).singleElement().asString().startsWith(HOUR);
    }

    @Test
    void aMetaThatNamesAVersionThatIsNotThereOrAnotherIsSeen() throws IOException {
        String version = versionOf(HOUR_META);
        instead.put("/" + HOUR + "?versionId=" + version, new Reply(404, new byte[0]));
        String other = "latest_12m_500";
        instead.put("/" + other + ".json?versionId=" + versionOf(other + ".meta.json"), stored("/latest_12m_250.json"));
        assertThat(look().untrue()).hasSizeGreaterThanOrEqualTo(2).anyMatch(u -> u.contains("404"));
    }

    private String versionOf(String metaKey) {
        String meta = new String(stored("/" + metaKey).body(), java.nio.charset.StandardCharsets.UTF_8);
        return meta.replaceFirst("(?s).*\"versionId\":\"([^\"]*)\".*", "$1");
    }
}
