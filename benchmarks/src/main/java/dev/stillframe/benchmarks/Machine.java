package dev.stillframe.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine that measures, and what its system knows of this process. */
final class Machine {
    private Machine() {}

    /** Cores, Java, system and heap, in one line. */
    static String describe() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.availableProcessors() + " cores (" + processor() + "), Java "
                + System.getProperty("java.runtime.version") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", heap up to " + (runtime.maxMemory() >> 20) + " MB";
    }

    private static String processor() {
        for (String line : lines("/proc/cpuinfo")) {
            if (line.startsWith("model name")) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return System.getProperty("os.arch");
    }

    /** The most memory this process has had at once, in bytes; -1 where the system does not tell. */
    static long peakMemory() {
        long kilobytes = value("/proc/self/status", "VmHWM:");
        return kilobytes < 0 ? -1 : kilobytes << 10;
    }

    /** Bytes this process has handed to the system for writing; -1 where the system does not tell. */
    static long bytesWritten() {
        return value("/proc/self/io", "wchar:");
    }

    /** Nanoseconds of the processors that this process has used, all its threads together. */
    static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long value(String file, String name) {
        for (String line : lines(file)) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.substring(name.length()).replaceAll("\\D", ""));
            }
        }
        return -1;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of(); // Not Linux.
        }
    }
}
