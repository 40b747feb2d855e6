package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Directory;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.Race;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of hosts, written by more than one process. */
class DirectoryWritersTest {
    private static final long NOW = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();

    @TempDir
    Path folder;

    private OpenFolder process() {
        return OpenFolder.at(folder, new ManualClock(NOW));
    }

    private static SnapshotStore.Published list(OpenFolder process) {
        return process.files().read(Directory.HOSTS).orElseThrow();
    }

    private static void arrive(OpenFolder process, String host, long t) {
        process.edition().samples().append(List.of(Sample.of(host, t, 1)), host);
    }

    @Test
    void aListOfMoreHasAHigherNumberWhateverHostItIsAbout() {
        try (OpenFolder process = process()) {
            process.edition().publishDirectory();
            long number = list(process).number();
            for (int i = 1; i <= 6; i++) {
                arrive(process, i % 2 == 0 ? "attic" : "cellar", NOW - 1_000 + i);
                process.edition().publishDirectory();
                assertThat(list(process).number()).isGreaterThan(number);
                number = list(process).number();
            }
            process.edition().samples().withdraw("attic");
            process.edition().publishDirectory();
            assertThat(list(process).number()).isGreaterThan(number);
        }
    }

    @Test
    void ofManyWritersTheOneWhoKnowsMostHasTheLastWord() {
        try (OpenFolder one = process();
                OpenFolder two = process()) {
            List<OpenFolder> processes = List.of(one, two);
            Race.of(2, i -> () -> {
                for (int round = 0; round < 30; round++) {
                    arrive(processes.get(i), "host-" + i, NOW - 1_000 + round);
                    processes.get(i).edition().publishDirectory();
                }
                return true;
            });

            byte[] whole = Directory.hosts(one.edition().samples().hosts(NOW)).body();
            assertThat(Arrays.equals(list(one).object().body(), whole)).isTrue();
        }
    }
}
