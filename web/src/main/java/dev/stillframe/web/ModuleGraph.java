package dev.stillframe.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which modules a browser needs before the first of them runs. */
final class ModuleGraph {
    /** A statement that imports from a file beside this one; {@code import()} is none. */
    private static final Pattern IMPORT =
            Pattern.compile("^\\s*(?:import|export)\\b[^;'\"(]*['\"]\\./([^'\"/]+)['\"]", Pattern.MULTILINE);

    private ModuleGraph() {}

    /**
     * All that a module imports by a statement, and what those import, without itself, by name.
     *
     * @param files the modules' text in UTF-8, by name
     */
    static List<String> closure(String module, Map<String, byte[]> files) {
        NavigableSet<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(module));
        while (!open.isEmpty()) {
            byte[] text = files.get(open.pop());
            if (text != null) {
                IMPORT.matcher(new String(text, StandardCharsets.UTF_8))
                        .results()
                        .map(m -> m.group(1))
                        .filter(found::add)
                        .forEach(open::push);
            }
        }
        found.remove(module);
        return List.copyOf(found);
    }
}
