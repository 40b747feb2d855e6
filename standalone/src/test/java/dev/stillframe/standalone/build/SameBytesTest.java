package dev.stillframe.standalone.build;

import dev.stillframe.core.publish.Ports;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.SameBytesContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** On SQLite and files. */
class SameBytesTest extends SameBytesContract {
    @TempDir
    Path folder;

    private Optional<OpenFolder> open = Optional.empty();

    @Override
    protected Ports ports(ManualClock clock) {
        open = Optional.of(OpenFolder.at(folder, clock));
        return open.get().edition().ports();
    }

    @AfterEach
    void close() {
        open.ifPresent(OpenFolder::close);
    }
}
