package dev.stillframe.benchmarks.coldstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One cold start, in nanoseconds from the start of its process.
 *
 * @param started when Java had started, and its first line was written
 * @param made when the function was made
 * @param answered when the first event was answered
 * @param processor what all that took of the processors
 */
public record ColdStart(long started, long made, long answered, long processor) {
    /**
     * Starts a process and follows it to its end.
     *
     * @param log what it writes beside goes there
     * @throws IllegalStateException when it does not do what it should
     */
    static ColdStart measure(List<String> command, Map<String, String> environment, Function function, Path log)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        long started = 0;
        long made = 0;
        long answered = 0;
        long processor = 0;
        String answer = "nothing";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long now = System.nanoTime() - begin;
                if (line.startsWith(FirstCall.MARK + "started")) {
                    started = now;
                } else if (line.startsWith(FirstCall.MARK + "made")) {
                    made = now;
                } else if (line.startsWith(FirstCall.MARK + "answered")) {
                    answered = now;
                    answer = line;
                    processor = process.info()
                            .totalCpuDuration()
                            .map(Duration::toNanos)
                            .orElse(0L);
                    process.getOutputStream().close();
                }
            }
        }
        if (process.waitFor() != 0 || !function.isDone(answer)) {
            throw new IllegalStateException("the function did not do what it should, but answered '" + answer
                    + "'; what it wrote is in " + log);
        }
        return new ColdStart(started, made, answered, processor);
    }
}
