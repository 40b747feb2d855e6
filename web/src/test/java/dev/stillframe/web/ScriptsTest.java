package dev.stillframe.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests of the scripts, which are written in their own language, where there is a Node.js to run them. */
class ScriptsTest {
    private static final Path TESTS = Path.of("src/test/js");
    private static final int OLDEST_NODE = 20;

    @Test
    void theScriptsPassTheirOwnTests() throws IOException, InterruptedException {
        requireNode();
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString)
                    .filter(f -> f.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        assertThat(command).hasSizeGreaterThan(3);

        Result result = run(command);

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).contains("# fail 0").doesNotContain("# pass 0");
    }

    private static void requireNode() throws InterruptedException {
        String found;
        try {
            found = run(List.of("node", "--version")).output().strip();
        } catch (IOException e) {
            found = "none";
        }
        String major = found.replaceFirst("^v(\\d+)\\..*$", "$1");
        if (!major.matches("\\d{1,4}") || Integer.parseInt(major) < OLDEST_NODE) {
            String message = "The page's scripts were NOT tested: that needs Node.js " + OLDEST_NODE
                    + " or newer on the PATH (found: " + found + ")";
            System.out.println(message);
            abort(message);
        }
    }

    private static Result run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private record Result(int code, String output) {}
}
