package dev.stillframe.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.testkit.RawArchiveContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArchiveTest extends RawArchiveContract {
    @TempDir
    private Path root;

    @Override
    protected RawArchive archive() {
        return new FileArchive(new DataFolder(root), ZONE, Effects.NONE);
    }

    @Override
    protected SortedMap<String, byte[]> kept() {
        SortedMap<String, byte[]> kept = new TreeMap<>();
        Path archive = new DataFolder(root).archive();
        for (Path file : files(archive)) {
            kept.put(archive.relativize(file).toString().replace('\\', '/'), read(file));
        }
        return kept;
    }

    @Test
    void nothing_is_left_beside_what_is_kept() {
        archive().put("home", 0, new byte[] {1});
        archive().put("home", 0, new byte[] {2});

        assertThat(files(root)).hasSize(1);
    }

    @Test
    void a_process_that_dies_before_the_last_step_leaves_nothing_in_the_archive_and_the_next_puts_it() {
        RawArchive dying = new FileArchive(new DataFolder(root), ZONE, step -> {
            if (step.equals("archive")) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> dying.put("home", 0, new byte[] {1})).hasMessage("killed");
        assertThat(kept()).isEmpty();

        archive().put("home", 0, new byte[] {2});

        assertThat(kept().values()).containsExactly(new byte[] {2});
    }

    @Test
    void what_cannot_be_written_is_told_and_leaves_nothing() throws IOException {
        Files.writeString(new DataFolder(root).archive(), "a file where the folder belongs");

        assertThatThrownBy(() -> archive().put("home", 0, new byte[] {1}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("archive/host=home/")
                .hasMessageContaining("could not be written");
        assertThat(files(root)).containsExactly(new DataFolder(root).archive());
    }

    private static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
