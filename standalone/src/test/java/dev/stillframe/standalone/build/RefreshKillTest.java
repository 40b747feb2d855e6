package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The server dies in the middle of a refresh; after the next start the request ends, and everything says the same. */
@Timeout(240)
class RefreshKillTest {
    private static final int ATTEMPTS = 3;
    /** Every how manyth step is died at; {@code -Dstillframe.kills=1} for each. */
    private static final int STRIDE = Integer.getInteger("stillframe.kills", 29);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-04T05:06:07Z"));

    private void sample(Path data) {
        clock.advance(61_000);
        try (Edition edition = Edition.open(new DataFolder(data), Settings.DEFAULT, clock)) {
            edition.samples().append(List.of(Sample.of("home", clock.millis() - 1_000, 90_000)), "import:1");
        }
    }

    /** Asks, and follows until the server is gone or the request over. */
    private static void askAndFollow(ServerProcess server, Set<String> ids) throws InterruptedException {
        try (ApiClient client = server.client()) {
            String id = client.refresh("all");
            ids.add(id);
            client.events(id, 0, Integer.MAX_VALUE, event -> {});
        } catch (IOException e) {
            // It died.
        }
    }

    @Test
    void whereverTheServerDiesTheRequestEndsAndEverythingSaysTheSame() throws Exception {
        Path data = folder.resolve("data");
        int step = 1;
        int deaths = 0;
        boolean died = true;
        while (died) {
            sample(data);
            Set<String> ids = new TreeSet<>();
            try (ServerProcess server = ServerProcess.start(data, clock.millis(), step)) {
                askAndFollow(server, ids);
                died = server.died();
            }
            restart(data, ids, "after a death at step " + step);
            deaths += died ? 1 : 0;
            // The first steps one by one: they are those of the queue.
            step += step < 4 ? 1 : STRIDE;
        }
        assertThat(deaths).isGreaterThan(4);
        System.out.printf("died at %d of about %d steps of a refresh%n", deaths, step);
    }

    @Test
    void aKillAtAnyInstantLeavesNoRequestStuck() throws Exception {
        Path data = folder.resolve("data");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < ATTEMPTS; i++) {
            sample(data);
            Set<String> ids = new TreeSet<>();
            try (ServerProcess server = ServerProcess.start(data, clock.millis(), ServerProcess.LIVES);
                    ApiClient client = server.client()) {
                String id = client.refresh("all");
                ids.add(id);
                client.events(id, 0, 1 + random.nextInt(8), event -> {});
                server.kill();
            }
            restart(data, ids, "kill " + i + " of seed " + seed);
        }
    }

    @Test
    void aRequestWhoseBuildKillsTheServerAgainAndAgainIsGivenUp() throws Exception {
        Path data = folder.resolve("data");
        sample(data);
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < ATTEMPTS; i++) {
            // In the middle of a build, and not yet where it commits.
            try (ServerProcess server = ServerProcess.start(data, clock.millis(), 12)) {
                askAndFollow(server, ids);
                assertThat(server.died()).isTrue();
            }
        }
        assertThat(restart(data, ids, "after three deaths")).contains("failed");
    }

    /** Starts the edition again, waits for every request to end, and compares what tells of them. */
    private List<String> restart(Path data, Set<String> ids, String when) throws Exception {
        try (Edition edition = Edition.open(new DataFolder(data), Settings.DEFAULT, clock)) {
            edition.refreshes().open().stream().map(Refresh::id).forEach(ids::add);
        }
        List<String> bodies = new ArrayList<>();
        List<String> statuses = new ArrayList<>();
        try (LiveServer server = LiveServer.at(data, clock);
                ApiClient client = server.client()) {
            for (String id : ids) {
                JsonNode end = client.end(id);
                assertThat(end.get("status").stringValue()).as(when).isIn("complete", "failed");
                assertThat(client.status(id)).as(when).isEqualTo(end);
                statuses.add(end.get("status").stringValue());
                bodies.add(client.get("/refresh/" + id + ".json").body());
            }
            assertThat(server.problems()).as(when).isEmpty();
        }
        // Closed by now, so that all that is put right after a start has been.
        int number = 0;
        for (String id : ids) {
            Path file = data.resolve("public/refresh").resolve(id + ".json");
            assertThat(file).as(when).isRegularFile();
            assertThat(Files.readString(file).equals(bodies.get(number++)))
                    .as("the status file says what the API says, " + when)
                    .isTrue();
        }
        if (!statuses.contains("complete")) {
            return statuses; // Nothing was asked for yet, or given up: there may be nothing to verify.
        }
        try (Edition edition = Edition.open(new DataFolder(data), Settings.DEFAULT, clock)) {
            assertThat(edition.verifier().verify(Scope.ALL).differences())
                    .as(when)
                    .isEmpty();
        }
        return statuses;
    }
}
