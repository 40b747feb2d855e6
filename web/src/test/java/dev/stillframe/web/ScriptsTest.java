package dev.stillframe.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests of the scripts, which are written in their own language, where there is a Node.js to run them. */
class ScriptsTest {
    private static final Path TESTS = Path.of("src/test/js");

    @Test
    void theScriptsPassTheirOwnTests() throws IOException, InterruptedException {
        Node.require();
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString)
                    .filter(f -> f.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        assertThat(command).hasSizeGreaterThan(3);

        Node.Result result = Node.run(command, "");

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).contains("# fail 0").doesNotContain("# pass 0");
    }
}
