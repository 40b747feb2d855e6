package dev.stillframe.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlimScriptTest {
    private static final Path SOURCES = Path.of("src/main/resources/dev/stillframe/web/app");

    @Test
    void leavesCommentsAndIndentationAway() {
        String script = """
                // What it is for.
                import { a } from './a.js';

                /** One line. */
                export function b() {
                  /*
                   * Several.
                   */
                  return a('// no comment', "/* nor this */"); // this one stays
                }
                """;

        assertThat(SlimScript.of(script)).isEqualTo("""
                import { a } from './a.js';
                export function b() {
                return a('// no comment', "/* nor this */"); // this one stays
                }
                """);
    }

    @Test
    void noScriptHasWhatItWouldSpoil() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".js")).toList()) {
                List<String> lines = Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("*") && !line.startsWith("//") && !line.startsWith("/*"))
                        .toList();
                // A text over several lines would lose its indentation, and code after a comment's end would be lost.
                assertThat(lines)
                        .as("%s", file)
                        .allMatch(line -> line.chars().filter(c -> c == '`').count() % 2 == 0);
                assertThat(Files.readAllLines(file))
                        .as("%s", file)
                        .noneMatch(line -> line.matches("\\s*/?\\*.*\\*/.+"));
            }
        }
    }
}
