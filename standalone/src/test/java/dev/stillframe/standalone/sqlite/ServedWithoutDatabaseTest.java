package dev.stillframe.standalone.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.standalone.build.ApiClient;
import dev.stillframe.standalone.build.LiveServer;
import dev.stillframe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is published is served from files and memory alone. */
@Timeout(120)
class ServedWithoutDatabaseTest {
    private static final List<String> PATHS = List.of(
            "/samples/latest?window=1h",
            "/samples/latest?window=1d&samples=500&host=home",
            "/samples/latest/meta?window=1d&host=home",
            "/latest_1h_100.json",
            "/host=home/latest_1d_500.json",
            "/host=home/latest_1d_500.meta.json",
            "/manifest.json",
            "/hosts.json");

    @TempDir
    Path folder;

    @Test
    void aThousandServedSnapshotsMetasAndFilesAskTheDatabaseNothing() throws Exception {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-04T05:06:07Z"));
        try (LiveServer server = LiveServer.still(folder, clock);
                ApiClient client = server.client()) {
            server.edition().samples().append(List.of(Sample.of("home", clock.millis() - 1_000, 90_000)), "import:1");
            for (Scope scope : server.edition().scopes()) {
                server.edition().builder().build(scope, BuildMode.ALL);
            }
            server.edition().publishDirectory();
            // The first of each may look up what was put there.
            for (String path : PATHS) {
                assertThat(client.get(path).status()).as(path).isEqualTo(200);
            }

            long before = server.edition().database().uses();
            for (int i = 0; i < 1_000; i++) {
                assertThat(client.get(PATHS.get(i % PATHS.size())).status()).isEqualTo(200);
            }

            assertThat(server.edition().database().uses() - before).isZero();
        }
    }
}
