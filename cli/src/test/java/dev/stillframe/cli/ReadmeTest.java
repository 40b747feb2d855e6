package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.calendar.Closing;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.settings.Serving;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.core.settings.SettingsReader;
import dev.stillframe.standalone.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the README shows, and compares what it prints. Durations may differ, and the width of their columns. */
class ReadmeTest {
    private static final Path ROOT = root();

    @TempDir
    Path data;

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md")) || !Files.exists(folder.resolve("stillframe"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static String block(String marker) throws IOException {
        String text = Files.readString(ROOT.resolve("README.md"));
        int start = text.indexOf('\n', text.indexOf("```", text.indexOf("<!-- " + marker + " -->")));
        return text.substring(start + 1, text.indexOf("```", start));
    }

    @Test
    void commandsPrintWhatTheReadmeShows() throws IOException {
        String[] steps = block("run").split("(?m)^\\$ ");
        assertThat(steps).hasSizeGreaterThan(4);
        for (String step : List.of(steps).subList(1, steps.length)) {
            List<String> lines = step.lines().toList();
            String command = lines.getFirst();
            Terminal terminal = Terminal.run(
                    Stream.of(command.split(" ")).skip(1).map(this::here).toArray(String[]::new));
            assertThat(terminal.exit()).as(command).isZero();
            assertThat(comparable(terminal.out().lines().toList()))
                    .as(command)
                    .isEqualTo(comparable(lines.subList(1, lines.size())));
        }
    }

    private String here(String argument) {
        return switch (argument) {
            case "example" -> data.resolve("example").toString();
            case "docs/example.csv" -> ROOT.resolve(argument).toString();
            default -> argument;
        };
    }

    private static List<String> comparable(List<String> lines) {
        List<String> comparable = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank()) {
                comparable.add(line.replaceAll("[0-9,.]+ (ms|s|lines/s)", "N $1")
                        .replaceAll("N (ms|s)\\b", "DURATION")
                        .replaceAll("N lines/s", "RATE")
                        .replaceAll("\\s+", " "));
            }
        }
        return comparable;
    }

    @Test
    void theSettingsOfTheReadmeAreValidAndComplete() throws IOException {
        Path file = Files.writeString(data.resolve("stillframe.yaml"), block("settings"));
        Settings settings = SettingsFile.read(file, Map.of());
        assertThat(settings.metrics().indexOf("temperature")).isEqualTo(5);
        assertThat(settings.thresholds().of(Thresholds.Kind.PROMISED).get("home"))
                .as("one that is dated")
                .hasSizeGreaterThan(1);
        assertThat(settings.closing()).as("the defaults are shown").isEqualTo(Closing.USUAL);
        assertThat(settings.schedule()).containsKey("home");
        assertThat(settings.rest().isRest()).isTrue();
        assertThat(settings.serving()).as("the defaults are shown").isEqualTo(Serving.DEFAULT);
        for (String name : SettingsReader.names()) {
            assertThat(block("settings")).contains(name + ":");
        }
    }

    @Test
    void windowsPointsAndCommandsAreThoseThereAre() throws IOException {
        String text = Files.readString(ROOT.resolve("README.md"));
        for (Window window : Window.ALL) {
            assertThat(text).contains("`" + window.label() + "`");
        }
        for (Granularity granularity : Granularity.ALL) {
            assertThat(text).contains("`" + granularity.points() + "`");
        }
        new picocli.CommandLine(Stillframe.class, new picocli.CommandLine.IFactory() {
                    @Override
                    public <K> K create(Class<K> type) throws Exception {
                        var constructor = type.getDeclaredConstructor();
                        constructor.setAccessible(true);
                        return constructor.newInstance();
                    }
                })
                .getSubcommands()
                .keySet()
                .forEach(command -> assertThat(text).contains("| `" + command + "` |"));
    }
}
