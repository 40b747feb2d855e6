package dev.stillframe.web;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs scripts outside a browser, where there is a Node.js. */
final class Node {
    private static final int OLDEST = 20;

    private Node() {}

    /** Ends the test, with a line that says so, where there is none. */
    static void require() throws InterruptedException {
        String found;
        try {
            found = run(List.of("node", "--version"), "").output().strip();
        } catch (IOException e) {
            found = "none";
        }
        String major = found.replaceFirst("^v(\\d+)\\..*$", "$1");
        if (!major.matches("\\d{1,4}") || Integer.parseInt(major) < OLDEST) {
            String message = "The page's scripts were NOT tested: that needs Node.js " + OLDEST
                    + " or newer on the PATH (found: " + found + ")";
            System.out.println(message);
            abort(message);
        }
    }

    /** What a module writes to its output when it reads an input from its own. */
    static Result module(String script, String input) throws IOException, InterruptedException {
        return run(List.of("node", "--input-type=module", "--eval", script), input);
    }

    static Result run(List<String> command, String input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    record Result(int code, String output) {}
}
