package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.http.HttpServer;
import dev.stillframe.standalone.http.QueuedLog;
import dev.stillframe.standalone.settings.SettingsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes every call that README.md and docs/API.md show, in their order, to a real server, and compares the answers. */
class ApiDocumentsTest {
    private static final Path ROOT = root();
    private static final Pattern BLOCK =
            Pattern.compile("<!-- (api|log|closed) -->\n```console\n(.*?)\n```", Pattern.DOTALL);

    @TempDir
    Path folder;

    private final Shown shown = new Shown();
    private Running running;

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md")) || !Files.exists(folder.resolve("stillframe"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** A server on the data of the documents. */
    private record Running(Edition edition, QueuedLog log, Service service) implements AutoCloseable {
        static Running at(Path data, String now) throws IOException {
            DataFolder folder = new DataFolder(data);
            var clock = OffsetClock.startingAt(Instant.parse(now));
            Edition edition = Edition.open(folder, SettingsFile.read(folder.settings(), Map.of()), clock);
            QueuedLog log = QueuedLog.file(folder.requestLog());
            Service service = new Service(edition, clock, null, log, new PrintWriter(Writer.nullWriter(), true));
            service.serve(HttpServer.LOOPBACK, 0);
            return new Running(edition, log, service);
        }

        @Override
        public void close() {
            service.close();
            log.close();
            edition.close();
        }
    }

    @Test
    void everyCallOfTheDocumentsIsAnsweredAsTheyShow() throws IOException {
        Path data = folder.resolve("example");
        Terminal.run(
                "import", ROOT.resolve("docs/example.csv").toString(), "--host", "home", "--data", data.toString());
        Terminal.run("build", "--now", "2025-03-10T00:00:00Z", "--data", data.toString());
        List<Step> steps = new ArrayList<>(steps("README.md"));
        steps.addAll(steps("docs/API.md"));
        assertThat(steps).hasSizeGreaterThan(15);
        running = Running.at(data, "2025-03-10T00:00:00Z");
        String mode = "api";
        try (Shell shell = new Shell(this::really)) {
            for (Step step : steps) {
                if (!step.mode().equals(mode)) {
                    mode = step.mode();
                    change(mode, data);
                }
                shown.compare(step.command(), step.output(), shell.run(shown.translated(step.command())));
            }
        } finally {
            running.close();
        }
    }

    /** The log is whole when the server has stopped; and closed reading is a setting. */
    private void change(String mode, Path data) throws IOException {
        switch (mode) {
            case "log" -> running.close();
            case "closed" -> {
                Files.writeString(data.resolve("stillframe.yaml"), "reading: tokens\n");
                running = Running.at(data, "2025-03-10T00:05:00Z");
            }
            default -> {}
        }
    }

    private String really(String place) {
        if (place.startsWith("http://127.0.0.1:8080/")) {
            return place.replace(":8080/", ":" + running.service().port() + "/");
        }
        return place.equals("payload.json") || place.equals("example") || place.startsWith("example/")
                ? folder.resolve(place).toString()
                : place;
    }

    /**
     * A command of a document.
     *
     * @param mode the mark of its block
     */
    private record Step(String mode, String command, String output) {}

    private static List<Step> steps(String document) throws IOException {
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(document)));
        while (block.find()) {
            String[] parts = block.group(2).split("(?m)^\\$ ");
            for (String part : List.of(parts).subList(1, parts.length)) {
                int end = part.indexOf('\n');
                while (end >= 0 && isUnfinished(part.substring(0, end))) {
                    end = part.indexOf('\n', end + 1);
                }
                steps.add(new Step(
                        block.group(1),
                        end < 0 ? part.strip() : part.substring(0, end),
                        end < 0 ? "" : part.substring(end + 1)));
            }
        }
        return steps;
    }

    private static boolean isUnfinished(String command) {
        return command.endsWith("\\") || command.chars().filter(c -> c == '\'').count() % 2 == 1;
    }
}
