package dev.stillframe.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.sqlite.DatabaseCopy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {
    private static final Optional<byte[]> SETTINGS = Optional.of("zone: UTC\n".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path folder;

    private DataFolder data;
    private Path target = Path.of("");

    @BeforeEach
    void fill() {
        data = new DataFolder(folder.resolve("data"));
        target = folder.resolve("backup.zip");
        try (Edition edition = Edition.open(data, Settings.DEFAULT, InstantSource.system())) {
            edition.samples().append(List.of(Sample.of("home", 1_000, 1), Sample.of("home", 2_000, 2)), "token:a");
        }
    }

    /** Somebody who is told of every step, and may break it off. */
    private record Steps(Consumer<String> step) implements BackupFile.Progress {
        @Override
        public void copied(long done, long total) {
            step.accept("copied " + done);
        }

        @Override
        public void packed(long done, long total) {
            step.accept("packed " + done);
        }
    }

    private BackupFile.Written write(Consumer<String> step) {
        return new BackupFile(target, false, new Steps(step))
                .write("test", SETTINGS, 5_000, "name", (to, told) -> DatabaseCopy.copy(data.database(), to, told));
    }

    private List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        }
    }

    @Test
    void a_backup_that_breaks_off_at_any_step_has_no_file_and_the_next_goes_through() throws IOException {
        List<String> steps = new ArrayList<>();
        write(steps::add);
        assertThat(steps).hasSizeGreaterThan(3);
        Files.delete(target);
        for (int i = 0; i < steps.size(); i++) {
            int[] left = {i};
            assertThatThrownBy(() -> write(step -> {
                        assertThat(target).as("before the end").doesNotExist();
                        if (left[0]-- == 0) {
                            throw new StoreException("killed");
                        }
                    }))
                    .hasMessage("killed");
            assertThat(names(folder)).containsExactly("data");
        }
        assertThat(write(step -> {}).manifest().contents().samples()).isEqualTo(2);
        assertThat(names(folder)).containsExactly("backup.zip", "data");
    }

    @Test
    void a_restore_that_breaks_off_at_any_step_is_marked_and_the_next_goes_through() throws IOException {
        write(step -> {});
        DataFolder restored = new DataFolder(folder.resolve("restored"));
        try (BackupReader backup = BackupReader.open(target)) {
            for (int i = 0; i < 100; i++) {
                int[] left = {i};
                FolderRestore broken = new FolderRestore(backup, restored, new Steps(step -> {
                    if (left[0]-- == 0) {
                        throw new StoreException("killed");
                    }
                }));
                try {
                    broken.run();
                    break;
                } catch (StoreException e) {
                    assertThat(e).hasMessage("killed");
                }
                if (Files.exists(restored.root())) {
                    assertThat(names(restored.root())).contains("restoring");
                    assertThatThrownBy(() -> Edition.open(restored, Settings.DEFAULT, InstantSource.system()))
                            .hasMessageContaining("run 'stillframe restore' again");
                }
            }
            if (Files.exists(restored.restoring())) {
                new FolderRestore(backup, restored, new Steps(step -> {})).run();
            }
        }
        assertThat(names(restored.root())).containsExactly("stillframe.db", "stillframe.yaml", "unfinished");
        try (Edition edition = Edition.open(restored, Settings.DEFAULT, InstantSource.system())) {
            assertThat(edition.samples().hosts(10_000)).hasSize(1);
        }
    }

    @Test
    void only_its_owner_can_read_it_where_the_file_system_knows_owners() throws IOException {
        write(step -> {});
        assertThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .isEqualTo(Files.getPosixFilePermissions(target).size() == 2);
    }
}
