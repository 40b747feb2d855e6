package dev.stillframe.aws.servers;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Says at the end of the tests on which backends they ran, and which were not there. */
public final class Backends implements LauncherSessionListener {
    private static final Set<String> USED = new ConcurrentSkipListSet<>();
    private static final Map<String, String> MISSING = new ConcurrentHashMap<>();

    /** Made by JUnit. */
    public Backends() {}

    static void used(String name) {
        USED.add(name);
    }

    static void missing(String name, String why) {
        MISSING.put(name, why);
        System.err.println("NOT TESTED on " + name + ": " + why);
    }

    private static String missing() {
        return MISSING.entrySet().stream()
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (!USED.isEmpty()) {
            System.out.println("Backends of these tests: in memory, " + String.join(", ", USED)
                    + (MISSING.isEmpty() ? "" : ". NOT HERE: " + missing()));
        }
    }
}
